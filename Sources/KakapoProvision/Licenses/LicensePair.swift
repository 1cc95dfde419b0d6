/// An application name and a licence type as on the wire, valid or not.
public struct LicensePair: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The application's name as on the wire.
  public let applicationName: String
  /// The licence type as on the wire.
  public let licenseType: String

  /// Makes a pair; nothing is checked.
  ///
  /// - Parameters:
  ///   - applicationName: The application's name as on the wire.
  ///   - licenseType: The licence type as on the wire.
  public init(applicationName: String, licenseType: String) {
    self.applicationName = applicationName
    self.licenseType = licenseType
  }

  init(_ applicationName: String, _ licenseType: String) {
    self.init(applicationName: applicationName, licenseType: licenseType)
  }

  /// Orders by application name, then by type.
  ///
  /// - Parameters:
  ///   - first: One pair.
  ///   - second: The other pair.
  /// - Returns: Whether `first` comes before `second`.
  public static func < (first: LicensePair, second: LicensePair) -> Bool {
    (first.applicationName, first.licenseType) < (second.applicationName, second.licenseType)
  }

  /// Both halves, separated by a blank: `UnityDesktop Pro`.
  public var description: String {
    applicationName + (licenseType.isEmpty ? " without a type" : " \(licenseType)")
  }
}
