import KakapoProvision

extension Finding: CustomStringConvertible {
  /// Where it is, what is the matter and what to do, in one line.
  ///
  /// For example: `row 17, column broadworksUserId: "jane" is not of the form name@domain. Add the domain.`
  ///
  /// Characters that are not seen, or that a terminal would obey, are shown by their numbers, and a long value is cut.
  public var description: String {
    var place: [String] = []
    if let row { place.append("row \(row)" + (line.map { " (line \($0))" } ?? "")) }
    if row == nil, let line { place.append("line \(line)") }
    if let column { place.append("column \(Self.visible(column))") }
    let text = [value.map { "\"\(Self.visible($0))\"" }, problem].compactMap(\.self).joined(separator: " ")
    let sentence = text.hasSuffix(".") || text.hasSuffix("?") ? text : text + "."
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + sentence
      + (remedy.isEmpty ? "" : " " + remedy)
  }

  /// A text of the input, cut when it is long, with everything replaced that is not seen or that a terminal
  /// would obey.
  static func visible(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars.prefix(80) {
      if scalar == "\n" {
        result += "\\n"
      } else if InvisibleCharacters.isInvisible(scalar, after: previous, isDisplayName: true) {
        result += "<" + InvisibleCharacters.name(of: scalar).prefix { $0 != " " } + ">"
      } else {
        result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return text.unicodeScalars.count > 80 ? result + "…" : result
  }
}
