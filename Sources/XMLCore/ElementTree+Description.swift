import CXMLParser

extension ElementTree: CustomStringConvertible {
  /// The element as XML, without an XML declaration and without added white space.
  ///
  /// It is self-contained: it repeats the namespace declarations of the elements around it. If it is parsed again, the
  /// result is equal to this element.
  public var description: String {
    var serializer = Serializer(document: document)
    serializer.write(index)
    return String(decoding: serializer.bytes, as: UTF8.self)
  }
}

/// Converts a part of the tape back to markup.
private struct Serializer {
  let document: ParsedDocument
  var bytes: [UInt8] = []

  mutating func write(_ root: Int) {
    var open: [Int] = []
    var position = root
    let end = document.end(of: root)
    while position < end {
      let node = document.node(position)
      close(&open, before: position)
      if node.isElement {
        let element = position
        position = startTag(of: element, inherited: element == root)
        if position < Int(node.element.end) {
          bytes.append(UInt8(ascii: ">"))
          open.append(element)
        } else {
          bytes.append(contentsOf: " />".utf8)
        }
      } else {
        escape(node.value, for: .text)
        position += 1
      }
    }
    close(&open, before: end)
  }

  /// Closes the elements that end before a position.
  private mutating func close(_ open: inout [Int], before position: Int) {
    while let last = open.last, document.end(of: last) <= position {
      bytes.append(contentsOf: "</".utf8)
      qualifiedName(of: last)
      bytes.append(UInt8(ascii: ">"))
      open.removeLast()
    }
  }

  /// Writes `<name attributes` and returns the position after the attributes.
  private mutating func startTag(of element: Int, inherited: Bool) -> Int {
    bytes.append(UInt8(ascii: "<"))
    qualifiedName(of: element)
    var declared: Set<[UInt8]> = []
    var position = element + 1
    for node in document.tagNodes(of: element) {
      if node.isNamespaceDeclaration {
        declaration(node)
        if inherited { declared.insert(document.bytes(document.name(of: node).local)) }
      } else {
        bytes.append(UInt8(ascii: " "))
        qualifiedName(of: position)
        attributeValue(node.value)
      }
      position += 1
    }
    if inherited { inheritedDeclarations(around: element, hidden: &declared) }
    return position
  }

  private mutating func inheritedDeclarations(around element: Int, hidden: inout Set<[UInt8]>) {
    for ancestor in document.elementAndAncestors(of: element).dropFirst() {
      for node in document.namespaceNodes(of: ancestor) {
        if hidden.insert(document.bytes(document.name(of: node).local)).inserted { declaration(node) }
      }
    }
  }

  private mutating func declaration(_ node: cxml_node) {
    let name = document.name(of: node)
    bytes.append(contentsOf: (name.local.length == 0 ? " xmlns" : " xmlns:").utf8)
    append(name.local)
    attributeValue(name.uri)
  }

  private mutating func attributeValue(_ value: cxml_span) {
    bytes.append(contentsOf: "=\"".utf8)
    escape(value, for: .attribute)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func qualifiedName(of index: Int) {
    let name = document.name(of: document.node(index))
    if name.prefix.length > 0 {
      append(name.prefix)
      bytes.append(UInt8(ascii: ":"))
    }
    append(name.local)
  }

  private mutating func append(_ span: cxml_span) {
    document.withBytes(span) { bytes += $0 }
  }

  private mutating func escape(_ span: cxml_span, for place: XMLEscaping) {
    document.withBytes(span) { utf8 in
      place.forEachPiece(of: utf8) { bytes.append(contentsOf: $0) }
    }
  }
}
