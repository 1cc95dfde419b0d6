public import KakapoProvision
import Support

/// The licences of a row as one text: `UnityDesktop/Pro;UnityMobile/Standard`.
package enum LicenseList {
  /// A part of the text that isn't a licence.
  package struct Fault: Hashable {
    /// The part of the text.
    var value: String
    /// What is wrong with it.
    var problem: String
    /// What to do.
    var remedy: String
  }

  /// Reads the text.
  ///
  /// Semicolons and line breaks separate licences. White space around a licence and empty parts do not count.
  ///
  /// - Parameter text: The text, which may be empty.
  /// - Returns: The licences in the order of the vendor's table, and a fault for every other part.
  package static func read(_ text: String) -> (licenses: [License], faults: [Fault]) {
    var licenses: [License] = []
    var faults: [Fault] = []
    for part in text.unicodeScalars.split(whereSeparator: { $0 == ";" || $0.value == 0xA || $0.value == 0xD })
    {
      let item = Substring(part).trimmingBlanks
      if item.isEmpty { continue }
      if let license = License(text: item) {
        licenses.append(license)
      } else {
        faults.append(fault(of: item))
      }
    }
    return (licenses.inTableOrder, faults)
  }

  /// Writes licences in the form that ``read(_:)`` reads.
  static func text(of licenses: [License]) -> String { licenses.map(\.text).joined(separator: ";") }

  private static let texts = License.allCases.map(\.text)

  private static func fault(of item: String) -> Fault {
    let halves = item.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
      let several = item.contains(",") || item.contains("|") || halves.count > 2
      return Fault(
        value: item, problem: "is not of the form Application/Type",
        remedy: several
          ? "Write a semicolon between two licences: UnityDesktop/Pro;UnityMobile/Standard."
          : suggestion(NearMiss.find(item, among: texts)) ?? choice(of: item)
            ?? "Write for example UnityDesktop/Pro.")
    }
    let application = String(halves[0])
    guard let choice = choice(of: application) else {
      // The type may help to find the intended pair, but must not change the application of the suggestion.
      let meant = NearMiss.find(application, among: License.applicationNames)
      let pair = meant.map { "\($0)/\(halves[1])" }
      return Fault(
        value: item, problem: "names an application that does not exist",
        remedy: suggestion(
          pair.flatMap { texts.contains($0) ? $0 : NearMiss.find($0, among: texts) } ?? meant)
          ?? "The applications are \(License.applicationNames.joined(separator: ", ")).")
    }
    let meant = NearMiss.find(String(halves[1]), among: License.licenseTypes(of: application))
    return Fault(
      value: item, problem: "names a type that \(application) does not have",
      remedy: suggestion(meant.map { "\(application)/\($0)" })
        ?? choice)
  }

  /// The licences of an application, or `nil` when there is no such application.
  private static func choice(of application: String) -> String? {
    let pairs = License.licenseTypes(of: application).map { "\(application)/\($0)" }
    guard !pairs.isEmpty else { return nil }
    return "Write \(pairs.count == 1 ? "" : "one of ")\(pairs.joined(separator: ", "))."
  }

  private static func suggestion(_ text: String?) -> String? { text.map { "Did you mean \($0)?" } }
}

extension StringProtocol {
  /// The text without blanks and tabs at its edges.
  var trimmingBlanks: String {
    let scalars = String(self).unicodeScalars
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[start...end])
  }
}

extension License {
  /// The application's name, a slash and the type, as inputs and plans write it: `UnityDesktop/Pro`.
  public var text: String { License.texts[self] ?? pair.text }

  /// Reads the exact form of ``text``; `nil` when the vendor's table has no such licence.
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
