import CXMLParser

extension ElementTree: CustomStringConvertible {
  /// The element as XML, without an XML declaration and without added white space.
  ///
  /// It stands alone: declarations of the elements around it are repeated on it, so that it can be parsed
  /// again and is then equal to this element.
  public var description: String {
    var serializer = Serializer(document: document)
    serializer.write(index)
    return String(decoding: serializer.bytes, as: UTF8.self)
  }
}

/// Turns a part of the tape back into markup.
private struct Serializer {
  let document: ParsedDocument
  var bytes: [UInt8] = []

  mutating func write(_ root: Int) {
    var open: [Int] = []
    var position = root
    let end = Int(document.nodes[root].end)
    while position < end {
      let node = document.nodes[position]
      close(&open, before: position)
      switch node.kind {
      case CXML_ELEMENT:
        let element = position
        position = startTag(of: element, inherited: element == root)
        if position < Int(node.end) {
          bytes.append(UInt8(ascii: ">"))
          open.append(element)
        } else {
          bytes.append(contentsOf: " />".utf8)
        }
      default:
        escape(node.value, for: .text)
        position += 1
      }
    }
    close(&open, before: end)
  }

  /// Closes what ends before a position.
  private mutating func close(_ open: inout [Int], before position: Int) {
    while let last = open.last, Int(document.nodes[last].end) <= position {
      bytes.append(contentsOf: "</".utf8)
      qualifiedName(document.nodes[last])
      bytes.append(UInt8(ascii: ">"))
      open.removeLast()
    }
  }

  /// Writes `<name attributes` and returns the position after the attributes.
  private mutating func startTag(of element: Int, inherited: Bool) -> Int {
    bytes.append(UInt8(ascii: "<"))
    qualifiedName(document.nodes[element])
    var declared: Set<ArraySlice<UInt8>> = []
    var position = element + 1
    while position < document.nodes.count {
      let node = document.nodes[position]
      if node.kind == CXML_NAMESPACE {
        declaration(node)
        if inherited { declared.insert(document.slice(node.name)) }
      } else if node.kind == CXML_ATTRIBUTE {
        bytes.append(UInt8(ascii: " "))
        qualifiedName(node)
        attributeValue(node)
      } else {
        break
      }
      position += 1
    }
    if inherited { inheritedDeclarations(around: element, hidden: &declared) }
    return position
  }

  private mutating func inheritedDeclarations(around element: Int, hidden: inout Set<ArraySlice<UInt8>>) {
    for ancestor in document.elementAndAncestors(of: element).dropFirst() {
      var position = ancestor + 1
      while document.nodes[position].kind == CXML_NAMESPACE {
        let node = document.nodes[position]
        if hidden.insert(document.slice(node.name)).inserted { declaration(node) }
        position += 1
      }
    }
  }

  private mutating func declaration(_ node: cxml_node) {
    bytes.append(contentsOf: (node.name.length == 0 ? " xmlns" : " xmlns:").utf8)
    bytes.append(contentsOf: document.slice(node.name))
    attributeValue(node)
  }

  private mutating func attributeValue(_ node: cxml_node) {
    bytes.append(contentsOf: "=\"".utf8)
    escape(node.value, for: .attribute)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func qualifiedName(_ node: cxml_node) {
    if node.prefix.length > 0 {
      bytes.append(contentsOf: document.slice(node.prefix))
      bytes.append(UInt8(ascii: ":"))
    }
    bytes.append(contentsOf: document.slice(node.name))
  }

  private mutating func escape(_ span: cxml_span, for place: XMLEscaping) {
    document.slice(span).withUnsafeBufferPointer { utf8 in
      place.forEachPiece(of: utf8) { bytes.append(contentsOf: $0) }
    }
  }
}
