/// Finds the position of .NET's reader after an element.
///
/// A .NET service converts a parameter after it has read past the element's end tag. The place in its fault is
/// therefore that of the next node: the name in the next tag, or the white space before it.
struct MarkupScanner {
  private let text: [UInt16]

  /// Takes a document that has been parsed, so it is well-formed and has no DOCTYPE.
  init(_ document: String) { text = Array(document.utf16) }

  /// The place of the node after an element.
  ///
  /// - Parameter path: The element, as the index among the child elements at each level below the root.
  /// - Returns: The place, or the end of the text if there is no such element.
  func place(after path: [Int]) -> TextPlace {
    TextPlace(offset: offset(after: path), in: text)
  }

  private func offset(after path: [Int]) -> Int {
    var current: [Int] = []
    var childCounts = [0]
    var isBehind = false
    var index = 0
    while index < text.count {
      guard text[index] == Self.lessThan else {
        if isBehind { return index }
        index += 1
        continue
      }
      if let (opening, closing) = Self.sections.first(where: { starts(with: $0.0, at: index) }) {
        if isBehind { return index + opening.count }
        index = end(of: closing, from: index + opening.count)
      } else if starts(with: Self.endTag, at: index) {
        if isBehind { return index + 2 }
        childCounts.removeLast()
        isBehind = current == path
        if !current.isEmpty { current.removeLast() }
        index = end(of: [Self.greaterThan], from: index)
      } else {
        if isBehind { return index + 1 }
        // The root has no index.
        if childCounts.count > 1 { current.append(childCounts[childCounts.count - 1]) }
        childCounts[childCounts.count - 1] += 1
        index = endOfStartTag(from: index)
        if text[index - 2] == Self.slash {
          isBehind = current == path
          if !current.isEmpty { current.removeLast() }
        } else {
          childCounts.append(0)
        }
      }
    }
    return index
  }

  private func endOfStartTag(from start: Int) -> Int {
    var quote: UInt16?
    for index in start..<text.count {
      let unit = text[index]
      if let open = quote {
        if unit == open { quote = nil }
      } else if unit == Self.quotationMark || unit == Self.apostrophe {
        quote = unit
      } else if unit == Self.greaterThan {
        return index + 1
      }
    }
    return text.count
  }

  private func starts(with pattern: [UInt16], at index: Int) -> Bool {
    text[index...].starts(with: pattern)
  }

  private func end(of pattern: [UInt16], from start: Int) -> Int {
    var index = start
    while index < text.count {
      if starts(with: pattern, at: index) { return index + pattern.count }
      index += 1
    }
    return text.count
  }

  private static let lessThan: UInt16 = 0x3C
  private static let greaterThan: UInt16 = 0x3E
  private static let slash: UInt16 = 0x2F
  private static let quotationMark: UInt16 = 0x22
  private static let apostrophe: UInt16 = 0x27
  private static let endTag = Array("</".utf16)
  private static let sections = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
    .map { (Array($0.0.utf16), Array($0.1.utf16)) }
}

/// A place in a document in the counting of .NET: lines and UTF-16 columns, both from 1.
struct TextPlace: Sendable, Hashable {
  let line: Int
  let column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of a UTF-16 offset.
  init(offset: Int, in text: [UInt16]) {
    var line = 1
    var lineStart = 0
    for index in 0..<min(offset, text.count) {
      let unit = text[index]
      let endsLine = unit == 0x0A || (unit == 0x0D && (index + 1 == text.count || text[index + 1] != 0x0A))
      if endsLine {
        line += 1
        lineStart = index + 1
      }
    }
    self.init(line: line, column: offset - lineStart + 1)
  }
}

/// Reads a number like .NET's `XmlConvert.ToInt32`.
enum DotNetInteger {
  enum Problem: Error {
    case malformed
    case outOfRange
  }

  /// Reads a number: an optional sign and decimal digits, with white space around them.
  static func parse(_ text: String) throws(Problem) -> Int32 {
    let trimmed = text.unicodeScalars.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    var digits = trimmed[...]
    if let sign = digits.first, sign == "-" || sign == "+" { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { throw .malformed }
    var plain = String.UnicodeScalarView()
    plain.append(contentsOf: trimmed)
    guard let value = Int32(String(plain)) else { throw .outOfRange }
    return value
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }
}
