/// Source code that is built line by line.
struct SourceText {
  /// The maximum line width, as in the project's format.
  static let width = 110

  private(set) var text = ""
  private var depth = 0

  /// Writes a line at the current depth; without content, an empty line.
  mutating func line(_ content: String = "") {
    if !content.isEmpty { text += String(repeating: " ", count: depth * 2) + content }
    text += "\n"
  }

  /// Writes text that was made at its depth.
  mutating func append(_ other: SourceText) { text += other.text }

  /// Writes a block in braces.
  mutating func block(_ head: String, _ body: (inout SourceText) -> Void) {
    line(head + " {")
    indented(body)
    line("}")
  }

  mutating func indented(_ body: (inout SourceText) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  /// Writes an assignment; if it is too wide, with the value on its own line.
  mutating func assignment(_ target: String, _ value: String) {
    if fits("\(target) = \(value)") { return line("\(target) = \(value)") }
    line("\(target) =")
    indented { $0.line(value) }
  }

  /// Writes an argument; if it is too wide, with the value on its own line.
  mutating func argument(_ content: String) {
    guard !fits(content), let colon = content.firstIndex(of: ":") else { return line(content) }
    line(String(content[...colon]))
    indented { $0.line(String(content[content.index(after: colon)...].drop { $0 == " " })) }
  }

  /// Writes a call; if it is too wide, with the arguments on their own lines.
  mutating func call(_ head: String, _ arguments: [String], _ tail: String = "") {
    let joined = arguments.joined(separator: ", ")
    if fits("\(head)(\(joined))\(tail)") { return line("\(head)(\(joined))\(tail)") }
    line(head + "(")
    if arguments.count == 1, depth * 2 + joined.count + tail.count > Self.width - 4, joined.contains(": ") {
      indented { $0.argument(joined) }
      return line(")" + tail)
    }
    indented { $0.filled(arguments, last: ")" + tail) }
  }

  /// Writes the head and the body of a function; without a body, the requirement of a protocol.
  mutating func function(
    _ head: String, _ parameters: [String], _ tail: String = "", _ body: ((inout SourceText) -> Void)? = nil
  ) {
    let joined = parameters.joined(separator: ", ")
    let end = (tail.isEmpty ? "" : " \(tail)") + (body == nil ? "" : " {")
    if fits("\(head)(\(joined))\(end)") {
      line("\(head)(\(joined))\(end)")
    } else if parameters.isEmpty {
      line("\(head)()")
      indented { $0.line(tail) }
      if body != nil { line("{") }
    } else {
      line(head + "(")
      indented { $0.filled(parameters, last: "") }
      line(")" + end)
    }
    guard let body else { return }
    indented(body)
    line("}")
  }

  /// Writes items separated by commas, as many on a line as fit.
  mutating func filled(_ items: [String], last: String) {
    var current = ""
    for (position, item) in items.enumerated() {
      let piece = item + (position == items.count - 1 ? last : ",")
      if !current.isEmpty, !fits("\(current) \(piece)") {
        line(current)
        current = ""
      }
      if current.isEmpty, !fits(piece) {
        if piece.hasPrefix("\"") { line(piece) } else { argument(piece) }
        continue
      }
      current += current.isEmpty ? piece : " " + piece
    }
    if !current.isEmpty { line(current) }
  }

  /// Writes a list in brackets.
  mutating func list(_ head: String, _ items: [String], tail: String = "") {
    let joined = items.joined(separator: ", ")
    if fits("\(head)[\(joined)]\(tail)") { return line("\(head)[\(joined)]\(tail)") }
    line(head + "[")
    indented { text in for item in items { text.item(item + ",") } }
    line("]" + tail)
  }

  /// Writes an item of a list; if it is a call that is too wide, with the arguments on the next line.
  private mutating func item(_ content: String) {
    guard !fits(content), let bracket = content.firstIndex(of: "("), content.hasSuffix("),") else {
      return line(content)
    }
    line(String(content[...bracket]))
    indented { $0.line(String(content[content.index(after: bracket)...])) }
  }

  /// Writes the head of an `if`; the caller closes its braces.
  mutating func condition(_ conditions: [String], separator: String) {
    let joined = conditions.joined(separator: separator + " ")
    if fits("if \(joined) {") { return line("if \(joined) {") }
    for (position, condition) in conditions.enumerated() {
      let isLast = position == conditions.count - 1
      line((position == 0 ? "if " : "  ") + condition + (isLast ? "" : separator))
    }
    line("{")
  }

  /// Writes a documentation comment: a summary and paragraphs.
  ///
  /// - Parameters:
  ///   - summary: One sentence.
  ///   - paragraphs: The paragraphs after it; each is wrapped.
  mutating func documentation(_ summary: String, _ paragraphs: [String] = []) {
    for (position, paragraph) in ([summary] + paragraphs).enumerated() where !paragraph.isEmpty {
      if position > 0 { line("///") }
      for part in DocumentationText.wrapped(paragraph, width: Self.width - depth * 2 - 4) {
        line("/// " + part)
      }
    }
  }

  /// Writes the entries of a documentation comment for parameters, result and errors.
  mutating func documentation(
    parameters: [(name: String, text: String)], returns: String? = nil, throws error: String? = nil
  ) {
    line("///")
    if parameters.count == 1 {
      entry("- Parameter \(parameters[0].name): \(parameters[0].text)", indent: 2)
    } else if !parameters.isEmpty {
      line("/// - Parameters:")
      for parameter in parameters { entry("  - \(parameter.name): \(parameter.text)", indent: 4) }
    }
    if let returns { entry("- Returns: \(returns)", indent: 2) }
    if let error { entry("- Throws: \(error)", indent: 2) }
  }

  private mutating func entry(_ text: String, indent: Int) {
    let start = text.prefix { $0 == " " || $0 == "-" }
    let lines = DocumentationText.wrapped(
      String(text.dropFirst(start.count)), width: Self.width - depth * 2 - 4 - indent)
    for (position, part) in lines.enumerated() {
      line("/// " + (position == 0 ? String(start) : String(repeating: " ", count: indent)) + part)
    }
  }

  private func fits(_ content: String) -> Bool { depth * 2 + content.count <= Self.width }
}
