/// Finds the parameter that stands at a position of a request.
enum RequestPosition {
  /// The parameter at a column of a request's only line.
  ///
  /// .NET names the place where its reader stands when a value does not parse: that is in the value, or
  /// just behind it, at the next tag.
  ///
  /// - Parameters:
  ///   - column: The column as .NET counts it: UTF-16 code units from 1.
  ///   - body: The request as sent: one line of UTF-8.
  ///   - parameters: The names of the parameters that were sent.
  /// - Returns: The name of the parameter, or `nil` when none stands there.
  static func parameter(atColumn column: Int, of body: [UInt8], among parameters: [String]) -> String? {
    let text = String(decoding: body, as: UTF8.self)
    let offset = column - 1
    guard offset >= 0, offset <= text.utf16.count else { return nil }
    let spans = parameters.compactMap { name in span(of: name, in: text).map { (name: name, span: $0) } }
    if let inside = spans.first(where: { $0.span.value.contains(offset) }) { return inside.name }
    // The reader has passed the value: the parameter that ended last before it is meant. A column at a
    // tag points at its name, behind "<" or "</".
    return spans.filter { $0.span.value.upperBound <= offset && offset <= $0.span.end + 2 }
      .max { $0.span.end < $1.span.end }?.name
  }

  private static func span(of name: String, in text: String) -> (value: Range<Int>, end: Int)? {
    let utf16 = text.utf16
    // By scalars: a value that starts with a combining mark makes one character with the tag before it.
    let scalars = text.unicodeScalars
    if let empty = scalars.firstRange(of: "<\(name) />".unicodeScalars) {
      let end = utf16.distance(from: utf16.startIndex, to: empty.upperBound)
      return (end..<end, end)
    }
    guard let start = scalars.firstRange(of: "<\(name)>".unicodeScalars),
      let end = scalars[start.upperBound...].firstRange(of: "</\(name)>".unicodeScalars)
    else { return nil }
    return (
      utf16.distance(
        from: utf16.startIndex, to: start.upperBound)..<utf16.distance(
          from: utf16.startIndex, to: end.lowerBound),
      utf16.distance(from: utf16.startIndex, to: end.upperBound)
    )
  }
}
