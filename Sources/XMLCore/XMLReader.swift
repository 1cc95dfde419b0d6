import CXMLParser

/// Reads an untrusted XML document.
///
/// It accepts no document type declaration and no entities other than the five of XML, and uses no network and no file.
/// Size, depth, attributes and nodes are limited. Only namespace-well-formed documents are read, with one exception:
/// references to characters that XML can't carry, see ``IllegalReferences``. White space and a byte order mark before
/// the XML declaration aren't errors. Reading has no side effects and prints nothing.
///
/// libxml2 has its own limits: 10 MB for one CDATA section, which is reported as such, and 50 kB for a name.
package struct XMLReader: Sendable {
  private let limits: XMLLimits
  private let illegalReferences: IllegalReferences

  /// Creates a reader; it can be used any number of times and from many tasks at once.
  ///
  /// - Parameters:
  ///   - limits: The limits beyond which a document is refused.
  ///   - illegalReferences: How to treat references to characters that XML can't carry.
  package init(limits: XMLLimits = .init(), illegalReferences: IllegalReferences = .replace) {
    self.limits = limits
    self.illegalReferences = illegalReferences
  }

  /// Reads a whole document.
  ///
  /// - Parameters:
  ///   - bytes: The document as received.
  ///   - charset: The `charset` parameter of the HTTP answer's Content-Type, if there was one. A byte order mark takes
  ///     precedence over it; it takes precedence over the XML declaration.
  /// - Returns: The root element.
  /// - Throws: ``XMLReadingError`` with the reason for the refusal.
  package func read(_ bytes: [UInt8], charset: String? = nil) throws(XMLReadingError) -> ElementTree {
    ElementTree(document: try document(bytes, charset: charset, pieces: nil), index: 0)
  }

  /// Reads a long document in pieces, so that it is never in memory as a whole tree.
  ///
  /// The limit of nodes is for one piece.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - depth: The number of ancestors of a piece, at least 1.
  ///   - take: Called with each element that has so many ancestors; false stops reading. The element must not be kept.
  /// - Throws: ``XMLReadingError`` with the reason for the refusal; pieces before it have been taken.
  package func readPieces(
    of bytes: [UInt8], depth: Int, _ take: (ElementTree) -> Bool
  ) throws(XMLReadingError) {
    try withoutActuallyEscaping(take) { take throws(XMLReadingError) in
      let pieces = Pieces(depth: depth, take: take)
      do throws(XMLReadingError) {
        _ = try document(bytes, charset: nil, pieces: pieces)
      } catch {
        if !pieces.isStopped { throw error }
      }
    }
  }

  private func document(
    _ bytes: [UInt8], charset: String?, pieces: Pieces?
  ) throws(XMLReadingError) -> ParsedDocument {
    guard bytes.count <= min(limits.bytes, Int(CXML_MAXIMUM_BYTES)) else {
      throw XMLReadingError(
        .tooLarge, "The document has more than \(limits.bytes) bytes.")
    }
    return try bytes.withUnsafeBufferPointer { buffer throws(XMLReadingError) in
      let (encoding, markLength) = try DocumentEncoding.detect(buffer, charset: charset)
      let text = UnsafeBufferPointer(rebasing: buffer[markLength...])
      guard let transcoded = try encoding.utf8(text) else { return try read(utf8: text, pieces) }
      return try transcoded.withUnsafeBufferPointer { buffer throws(XMLReadingError) in
        try read(utf8: buffer, pieces)
      }
    }
  }

  private func read(
    utf8 text: UnsafeBufferPointer<UInt8>, _ pieces: Pieces?
  ) throws(XMLReadingError) -> ParsedDocument {
    if let position = UTF8Validation.firstInvalid(in: text) {
      let place = text.place(of: position)
      throw XMLReadingError(
        .malformed,
        text[position] == 0 ? "The document has a NUL byte." : "The document is not valid UTF-8.",
        line: place.line, column: place.column)
    }
    guard let normalized = LineEnds.normalizing(text) else { return try read(normalized: text, pieces) }
    return try normalized.withUnsafeBufferPointer { buffer throws(XMLReadingError) in
      try read(normalized: buffer, pieces)
    }
  }

  private func read(
    normalized text: UnsafeBufferPointer<UInt8>, _ pieces: Pieces?
  ) throws(XMLReadingError) -> ParsedDocument {
    let start = Self.startOfMarkup(in: text)
    guard start < text.count else {
      throw XMLReadingError(.empty, "The document is empty.")
    }
    let skippedLines = text.place(of: start).line - 1
    let markup = UnsafeBufferPointer(rebasing: text[start...])
    guard illegalReferences == .replace, let replaced = IllegalReferences.replacing(in: markup) else {
      return try parse(markup, skippedLines: skippedLines, pieces)
    }
    return try replaced.withUnsafeBufferPointer { buffer throws(XMLReadingError) in
      try parse(buffer, skippedLines: skippedLines, pieces)
    }
  }

  /// The position after white space and byte order marks; servers put them before the XML declaration.
  static func startOfMarkup(in text: UnsafeBufferPointer<UInt8>) -> Int {
    var position = 0
    while position < text.count {
      if text[position].isXMLSpace {
        position += 1
      } else if text.hasBytes("\u{FEFF}", at: position) {
        position += 3
      } else {
        break
      }
    }
    return position
  }

  private func parse(
    _ markup: UnsafeBufferPointer<UInt8>, skippedLines: Int, _ pieces: Pieces?
  ) throws(XMLReadingError) -> ParsedDocument {
    let limits = cxml_limits(
      depth: UInt32(clamping: limits.depth), attributes: UInt32(clamping: limits.attributesPerElement),
      nodes: UInt32(clamping: limits.nodes))
    let tape = cxml_parse_pieces(
      markup.baseAddress, markup.count, limits, pieces?.parameter ?? cxml_pieces())
    // A refused tape holds no memory to free.
    guard tape.status == CXML_OK else { throw error(for: tape, skippedLines: skippedLines) }
    return ParsedDocument(owning: tape, skippedLines: skippedLines)
  }

  private func error(for tape: cxml_tape, skippedLines: Int) -> XMLReadingError {
    let (code, reason): (XMLReadingError.Code, String) =
      switch tape.status {
      case CXML_DOCTYPE: (.doctype, "The document has a DOCTYPE, which is never read.")
      case CXML_TOO_DEEP: (.tooDeep, "The document has more than \(limits.depth) nested elements.")
      case CXML_TOO_MANY_ATTRIBUTES:
        (
          .tooManyAttributes,
          "A tag has more than \(limits.attributesPerElement) attributes or namespaces in scope."
        )
      case CXML_UNDECLARED_PREFIX: (.undeclaredPrefix, "A name has a prefix that is not declared.")
      case CXML_TOO_LARGE: (.tooLarge, "The document is too large.")
      case CXML_TOO_MANY_NODES: (.tooLarge, "The document has more than \(limits.nodes) nodes.")
      case CXML_TOKEN_TOO_LONG: (.tooLarge, "A tag, comment or instruction is longer than 256 KiB.")
      case CXML_CDATA_TOO_LONG: (.tooLarge, "A CDATA section is longer than 10 MB.")
      case CXML_OUT_OF_MEMORY: (.outOfMemory, "There is not enough memory for the document.")
      default: (.malformed, "The document is not well-formed XML.")
      }
    guard tape.line > 0 else { return XMLReadingError(code, reason) }
    return XMLReadingError(
      code, reason, line: Int(tape.line) + skippedLines, column: tape.column > 0 ? Int(tape.column) : nil)
  }
}

extension XMLReader {
  /// Who takes the pieces of a document.
  private final class Pieces {
    private let depth: Int
    private let take: (ElementTree) -> Bool
    /// Whether the taker stopped.
    private(set) var isStopped = false

    init(depth: Int, take: @escaping (ElementTree) -> Bool) {
      self.depth = depth
      self.take = take
    }

    /// The C parser's parameter, valid as long as this object.
    var parameter: cxml_pieces {
      cxml_pieces(
        depth: UInt32(clamping: depth),
        take: { context, tape, index in
          guard let context, let tape else { return false }
          let pieces = Unmanaged<Pieces>.fromOpaque(context).takeUnretainedValue()
          return pieces.takes(tape.pointee, Int(index))
        }, context: Unmanaged.passUnretained(self).toOpaque())
    }

    private func takes(_ tape: cxml_tape, _ index: Int) -> Bool {
      var document = ParsedDocument(borrowing: tape, skippedLines: 0)
      isStopped = !take(ElementTree(document: document, index: index))
      precondition(isKnownUniquelyReferenced(&document), "a piece was kept")
      return !isStopped
    }
  }
}

extension XMLReader {
  /// Whether a document would be read in another encoding without its charset.
  ///
  /// - Parameters:
  ///   - bytes: The document as received.
  ///   - charset: The `charset` parameter of the HTTP answer's Content-Type, if there was one.
  /// - Returns: Whether the encoding would differ.
  package static func needsCharset(_ bytes: [UInt8], charset: String?) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      let alone = try? DocumentEncoding.detect(buffer, charset: nil)
      return alone.map { $0.encoding }
        != (try? DocumentEncoding.detect(buffer, charset: charset)).map { $0.encoding }
    }
  }

  /// A document as UTF-8 that declares UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: The document as received.
  ///   - charset: The `charset` parameter of the HTTP answer's Content-Type, if there was one.
  /// - Returns: The document; unchanged if it is UTF-8 without needing a charset.
  /// - Throws: ``XMLReadingError`` for a document that isn't valid in its encoding.
  package static func utf8(_ bytes: [UInt8], charset: String?) throws(XMLReadingError) -> [UInt8] {
    try bytes.withUnsafeBufferPointer { buffer throws(XMLReadingError) in
      let (encoding, markLength) = try DocumentEncoding.detect(buffer, charset: charset)
      let text = UnsafeBufferPointer(rebasing: buffer[markLength...])
      if let transcoded = try encoding.utf8(text) { return declared(transcoded) }
      return needsCharset(bytes, charset: charset) ? declared(Array(text)) : bytes
    }
  }

  /// A UTF-8 document with its declaration replaced by one for UTF-8.
  private static func declared(_ text: [UInt8]) -> [UInt8] {
    let rest = text.withUnsafeBufferPointer { buffer in
      let start = startOfMarkup(in: buffer)
      let isDeclared =
        buffer.hasBytes("<?xml", at: start) && start + 5 < buffer.count && buffer[start + 5].isXMLSpace
      guard isDeclared, let end = buffer.firstIndex(of: UInt8(ascii: ">"), from: start) else {
        return Array(buffer[start...])
      }
      return Array(buffer[(end + 1)...])
    }
    return Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>".utf8) + rest
  }
}

/// The limits beyond which a document is refused.
package struct XMLLimits: Sendable, Hashable {
  /// The maximum number of open elements at a time, with the root.
  package var depth: Int

  /// The maximum number of attributes and namespace declarations in one start tag.
  ///
  /// It also limits the namespace declarations in scope.
  package var attributesPerElement: Int

  /// The maximum number of received bytes; never more than 1 GiB, whatever is set.
  package var bytes: Int

  /// The maximum number of elements, attributes, namespace declarations and pieces of text together.
  package var nodes: Int

  /// Creates limits; the defaults are far beyond any answer of a SOAP service.
  ///
  /// - Parameters:
  ///   - depth: The maximum number of open elements at a time.
  ///   - attributesPerElement: The maximum number of attributes and namespace declarations in one start tag, and of
  ///     namespace declarations in scope.
  ///   - bytes: The maximum number of received bytes.
  ///   - nodes: The maximum number of elements, attributes, namespace declarations and pieces of text together.
  package init(
    depth: Int = 256, attributesPerElement: Int = 1000, bytes: Int = 16 * 1024 * 1024, nodes: Int = 2_000_000
  ) {
    self.depth = depth
    self.attributesPerElement = attributesPerElement
    self.bytes = bytes
    self.nodes = nodes
  }
}
