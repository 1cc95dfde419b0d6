public import KakapoProvision

extension License {
  /// The application's name, a slash and the type, as inputs and plans write it: `UnityDesktop/Pro`.
  public var text: String { License.texts[self] ?? pair.text }

  /// Reads what ``text`` writes, exactly; `nil` when the vendor's table has no such licence.
  ///
  /// - Parameter text: The text.
  public init?(text: String) {
    guard let license = License.byText[text] else { return nil }
    self = license
  }

  private static let texts = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.pair.text) })
  private static let byText = Dictionary(uniqueKeysWithValues: allCases.map { ($0.pair.text, $0) })
}

extension LicensePair {
  /// The application's name, a slash and the type.
  public var text: String { licenseType.isEmpty ? description : "\(applicationName)/\(licenseType)" }
}
