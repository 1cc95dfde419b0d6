import Support

extension License {
  /// Makes a licence from the two strings on the wire, if the vendor's table has the pair.
  ///
  /// The comparison is exact: letter case and white space matter to the portal, too.
  ///
  /// - Parameters:
  ///   - applicationName: The application's name, for example `UnityDesktop`.
  ///   - licenseType: The licence type, for example `Pro`.
  /// - Throws: ``ProvisionError`` of code `invalidParameter`. It names the wrong half and the valid values. If only
  ///   letter case, white space or punctuation differs, it also names the nearest valid spelling.
  public init(applicationName: String, licenseType: String) throws(ProvisionError) {
    let pair = LicensePair(applicationName: applicationName, licenseType: licenseType)
    guard let license = License(pair) else { throw License.refusal(of: pair) }
    self = license
  }

  /// Makes a licence from a pair, or `nil` if the vendor's table doesn't have it.
  ///
  /// - Parameter pair: The pair as on the wire.
  public init?(_ pair: LicensePair) {
    guard let license = License.byPair[pair] else { return nil }
    self = license
  }

  /// Makes a licence from a pair as spelled in an answer: letter case and white space don't count.
  ///
  /// - Parameter pair: The pair as in the answer.
  init?(spelledLike pair: LicensePair) {
    if let license = License(pair) {
      self = license
    } else if let license = License.byFoldedPair[pair.folded] {
      self = license
    } else {
      return nil
    }
  }

  /// Whether a text is the type of any licence; letter case and white space don't count.
  static func isLicenseType(_ text: String) -> Bool {
    text.utf8.count < 100 && foldedTypes.contains(text.withoutCaseAndSpace)
  }

  private static let byFoldedPair = Dictionary(uniqueKeysWithValues: allCases.map { ($0.pair.folded, $0) })
  private static let foldedTypes = Set(allCases.map(\.licenseType.withoutCaseAndSpace))

  private static let byPair = Dictionary(uniqueKeysWithValues: allCases.map { ($0.pair, $0) })

  /// The application names, in the order of the vendor's table.
  public static let applicationNames: [String] = allCases.reduce(into: []) { names, license in
    if names.last != license.applicationName { names.append(license.applicationName) }
  }

  /// The licence types of an application, in the order of the vendor's table; empty for an unknown application.
  ///
  /// - Parameter applicationName: The application's name as on the wire.
  /// - Returns: The types as on the wire.
  public static func licenseTypes(of applicationName: String) -> [String] {
    allCases.filter { $0.applicationName == applicationName }.map(\.licenseType)
  }

  private static func refusal(of pair: LicensePair) -> ProvisionError {
    let types = licenseTypes(of: pair.applicationName)
    guard !types.isEmpty else {
      return .invalidParameter(
        "applicationName",
        reason: "there is no application \(quoted(pair.applicationName))",
        advice: nearMiss(of: pair.applicationName, among: applicationNames)
          + "Valid: \(applicationNames.joined(separator: ", ")).")
    }
    return .invalidParameter(
      "licenseType",
      reason: "\(pair.applicationName) has no licence type \(quoted(pair.licenseType))",
      advice: nearMiss(of: pair.licenseType, among: types) + "Valid: \(types.joined(separator: ", ")).")
  }

  private static func nearMiss(of text: String, among valid: [String]) -> String {
    NearMiss.find(text, among: valid).map { "Did you mean \(quoted($0))? " } ?? ""
  }
}

extension LicensePair {
  /// The pair without letter case and white space.
  fileprivate var folded: LicensePair {
    LicensePair(applicationName.withoutCaseAndSpace, licenseType.withoutCaseAndSpace)
  }

  /// The applications that a pair may mean although the table doesn't have it, such as `Unity Desktop Professional`.
  ///
  /// It is empty for a licence of the table.
  package var resembledApplications: [String] {
    License(spelledLike: self) == nil ? LicenseMention.applications(in: description) : []
  }
}

extension String {
  fileprivate var withoutCaseAndSpace: String {
    var folded = lowercased()
    folded.unicodeScalars.removeAll { $0.properties.isWhitespace }
    return folded
  }
}
