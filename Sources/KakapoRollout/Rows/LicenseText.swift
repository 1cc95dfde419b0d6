public import KakapoProvision

/// A licence as one text: `UnityDesktop/Pro`.
extension License {
  /// The application's name, a slash and the type, as inputs and plans write it.
  public var text: String { pair.text }
}

extension LicensePair {
  /// The application's name, a slash and the type.
  public var text: String { "\(applicationName)/\(licenseType)" }
}
