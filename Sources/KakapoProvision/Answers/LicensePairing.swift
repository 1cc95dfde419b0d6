import XMLCore

/// What an element can be of a licence.
enum LicensePart { case applicationName, licenseType, licenseName }

/// The names and types that stand directly in one element, as attributes or children, and the pairs they make.
struct LicensePairing {
  /// The pairs; a licence without a type has an empty one.
  private(set) var pairs: [LicensePair] = []
  /// Why the names and types make no pairs, if there are any and they don't.
  private(set) var problem: String?

  /// Whether there is neither a name nor a type.
  var isEmpty: Bool { pairs.isEmpty && problem == nil }

  /// Pairs what takes turns, and nothing else: a guess might claim a licence that isn't held.
  ///
  /// - Parameters:
  ///   - parts: Names and types in document order, without a licence's name that stands beside a type.
  ///   - hasOtherType: Whether something else beside them may be the type.
  init(_ parts: [(part: LicensePart, text: String)], hasOtherType: Bool = false) {
    guard let first = parts.first else { return }
    let isName = parts.map { $0.part == .applicationName }
    if parts.count == 1, isName[0], !hasOtherType {
      pairs = [LicensePair(first.text, "")]
    } else if parts.count.isMultiple(of: 2), zip(isName, isName.dropFirst()).allSatisfy({ $0 != $1 }) {
      for index in stride(from: 0, to: parts.count, by: 2) {
        let (name, type) = isName[0] ? (parts[index], parts[index + 1]) : (parts[index + 1], parts[index])
        pairs.append(LicensePair(name.text, type.text))
      }
    } else {
      problem = "application names and licence types don't take turns"
    }
    if pairs.contains(where: { $0.applicationName.allSatisfy(\.isWhitespace) }) {
      pairs = []
      problem = "an application name is missing"
    }
  }
}
