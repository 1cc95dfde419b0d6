/// Writes XML like .NET's `XmlTextWriter`.
///
/// An empty element is `<x />`. A character that XML 1.0 does not allow becomes a reference such as `&#x1F;`, which
/// is ill-formed, but such a service sends it. So the answers for tests aren't written by the client's writer, which
/// refuses those characters.
package struct DotNetXMLWriter {
  /// The place of line breaks and indentation.
  package enum Layout: Sendable {
    /// Everything on one line.
    case oneLine
    /// Each element on its own line, with two spaces a level.
    case indented(lineBreak: String)
  }

  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private var open: [Open] = []
  private var startTagIsOpen = false

  private struct Open {
    let name: String
    var hasChildren = false
  }

  package init(_ layout: Layout = .oneLine) {
    self.layout = layout
    write("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
  }

  package mutating func start(_ name: String, _ attributes: [(name: String, value: String)] = []) {
    closeStartTag()
    breakLine()
    if !open.isEmpty { open[open.count - 1].hasChildren = true }
    write("<\(name)")
    for attribute in attributes {
      write(" \(attribute.name)=\"")
      escape(attribute.value, inAttribute: true)
      write("\"")
    }
    open.append(Open(name: name))
    startTagIsOpen = true
  }

  package mutating func end() {
    guard let element = open.popLast() else { return }
    if startTagIsOpen {
      startTagIsOpen = false
      write(" />")
    } else {
      if element.hasChildren { breakLine() }
      write("</\(element.name)>")
    }
  }

  package mutating func text(_ text: String) {
    guard !text.isEmpty else { return }
    closeStartTag()
    escape(text, inAttribute: false)
  }

  package mutating func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [], text: String = ""
  ) {
    start(name, attributes)
    self.text(text)
    end()
  }

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func closeStartTag() {
    guard startTagIsOpen else { return }
    startTagIsOpen = false
    write(">")
  }

  private mutating func breakLine() {
    guard case .indented(let lineBreak) = layout else { return }
    write(lineBreak + String(repeating: "  ", count: open.count))
  }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": write("&amp;")
      case "<": write("&lt;")
      case ">": write("&gt;")
      case "\"" where inAttribute: write("&quot;")
      case "\n" where inAttribute, "\r" where inAttribute: writeReference(to: scalar)
      case "\t", "\n", "\r": bytes.append(UInt8(scalar.value))
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": writeReference(to: scalar)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private mutating func writeReference(to scalar: Unicode.Scalar) {
    write("&#x\(String(scalar.value, radix: 16, uppercase: true));")
  }
}
