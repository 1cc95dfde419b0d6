/// Finds a user ID inside of an address of mail or of a call.
///
/// For example: `mailto:jane@acme.example`, `Jane Doe <jane@acme.example>`.
enum UserAddress {
  /// What is wrong with a user ID that has more than a name, an `@` and a domain.
  ///
  /// - Parameter value: The user ID, without white space at its edges.
  /// - Returns: The fault. Its remedy is the bare ID, if there is exactly one.
  static func find(in value: String) -> CellCheck.Fault? {
    guard let problem = problem(of: value) else { return nil }
    let bare = bare(value)
    return CellCheck.Fault(
      problem: problem,
      remedy: bare.map { "Write \(Finding.visible($0))." }
        ?? "Write the bare ID, for example jane@acme.example.com.")
  }

  private static func problem(of value: String) -> String? {
    if let scheme = scheme(of: value) {
      return "begins with \(scheme), so it is an address and not a user ID"
    }
    if value.unicodeScalars.contains(where: { brackets.contains($0) }) {
      return "has angle brackets, like an address with a name"
    }
    if let mark = value.unicodeScalars.first(where: { marks.contains($0) }) {
      return "contains \(Finding.visible(String(mark))), which no user ID has"
    }
    if value.contains("%40") { return "contains %40, which is an @ in a link" }
    let edges = "'’‘`/".unicodeScalars
    if let first = value.unicodeScalars.first, let last = value.unicodeScalars.last,
      edges.contains(first) || edges.contains(last)
    {
      return "begins or ends with a mark that no user ID has there"
    }
    let domain = value.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    guard value.contains("@"), domain.hasPrefix(".") || domain.hasSuffix(".") || domain.contains("..") else {
      return nil
    }
    return "has an extra dot in its domain"
  }

  private static let brackets = Set("<>＜＞".unicodeScalars)
  private static let marks = Set("\"“”„«»(),:;[]{}\\|".unicodeScalars)

  /// The word before a colon, such as `mailto:` or `sip:`.
  private static func scheme(of value: String) -> String? {
    guard let colon = value.firstIndex(of: ":"), colon > value.startIndex else { return nil }
    let word = value[..<colon]
    return word.utf8.allSatisfy { 0x61...0x7A ~= $0 | 0x20 } ? String(value[...colon]) : nil
  }

  /// The name and the domain around the only `@`.
  private static func bare(_ value: String) -> String? {
    let text = value.replacing("%40", with: "@")
    let parts = text.unicodeScalars.split {
      $0.properties.isWhitespace || brackets.contains($0) || $0 == "?" || marks.contains($0)
    }
    .filter { $0.contains("@") }
    guard let first = parts.first, parts.allSatisfy({ $0.elementsEqual(first) }) else { return nil }
    let trims = ".'’‘`/".unicodeScalars
    var bare = first
    while let edge = bare.first, trims.contains(edge) { bare = bare.dropFirst() }
    while let edge = bare.last, trims.contains(edge) { bare = bare.dropLast() }
    let halves = bare.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else { return nil }
    let domain = halves[1].split(separator: ".").map { String($0) }.joined(separator: ".")
    return String(halves[0]) + "@" + domain
  }
}
