import FuzzSupport
import PeerXML
import XMLCore
@testable import KakapoProvision

/// Any text, put into an envelope, comes out of another parser unchanged, or is refused for a character that XML
/// cannot carry.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = input(start, count)
  check(String(decoding: bytes, as: UTF8.self))
  // Code units reach what mutations of UTF-8 seldom do.
  check(String(decoding: zip(bytes, bytes.dropFirst()).map { UInt16($0) << 8 | UInt16($1) }, as: UTF16.self))
  return 0
}

private func check(_ text: String) {
  let request: SOAPRequest
  do {
    request = try SOAPRequest(
      wrapper: "Method", namespace: "urn:x", action: "urn:x/Method",
      attributes: [RequestElement.Attribute("attribute", text)],
      parameters: [RequestElement("parameter", .text(text)), RequestElement("last", .text(""))])
  } catch {
    return require(text.unicodeScalars.contains { !isAllowed($0) }, "refused for no reason: \(error)")
  }
  require(text.unicodeScalars.allSatisfy(isAllowed), "a character that XML cannot carry was written")
  var envelope = peer_read(request.body, request.body.count)
  defer { peer_free(&envelope) }
  require(envelope.is_well_formed != 0, "the envelope is not well-formed")
  require(envelope.elements == 5, "the envelope has \(envelope.elements) elements")
  require(equal(envelope.text, text), "an element came back as another text")
  require(equal(envelope.attribute, text), "an attribute came back as another text")
  let own = try? XMLReader().read(request.body).child("Body")?.child("Method")
  require(own?.child("parameter")?.text == text, "an element came back as another text from the own parser")
}

/// XML 1.0, production 2.
private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x9, 0xA, 0xD: true
  case 0..<0x20, 0xFFFE, 0xFFFF: false
  default: true
  }
}

private func equal(_ found: peer_text, _ text: String) -> Bool {
  guard let bytes = found.bytes else { return text.isEmpty }
  return UnsafeRawBufferPointer(start: bytes, count: found.count).elementsEqual(text.utf8)
}
