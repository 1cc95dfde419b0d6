import CHTTPEngine
import HTTPTransport
import HTTPTypes

extension chttp_outcome {
  /// The answer of a transfer that ended by itself.
  ///
  /// - Parameters:
  ///   - request: The request, as errors name it.
  ///   - limit: The maximum number of bytes of the body.
  /// - Returns: The answer.
  /// - Throws: `TransportError` if there is none.
  func answer(to request: RequestSummary, limit: Int) throws(TransportError) -> TransportResponse {
    guard result == CHTTP_ANSWERED else { throw TransportError(self, for: request, limit: limit) }
    guard let head = HTTPResponse(head: UnsafeRawBufferPointer(start: head.bytes, count: head.size)) else {
      throw TransportError(
        .connectionLost, requestMayHaveBeenSent: true,
        reason: "there was no readable answer from \(request.host): its header is not HTTP")
    }
    return TransportResponse(
      head: head, body: Array(UnsafeRawBufferPointer(start: body.bytes, count: body.size)))
  }
}

extension HTTPResponse {
  /// Reads a status line and header lines, as received.
  ///
  /// The bytes of values are kept as they are, whatever their encoding. A folded line is joined with a space (RFC 9112,
  /// section 5.2). `nil` if the bytes aren't HTTP.
  ///
  /// - Parameter head: The bytes, without the empty line at the end.
  init?(head: UnsafeRawBufferPointer) {
    var lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).makeIterator()
    guard let statusLine = lines.next()?.withoutLineEnd, let status = Status(line: statusLine) else {
      return nil
    }
    var fields = HTTPFields()
    var pending: (name: HTTPField.Name, value: [UInt8])?
    while let line = lines.next()?.withoutLineEnd {
      guard !line.isEmpty else { continue }
      guard !line.contains(0) else { return nil }
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
        guard let (name, value) = pending else { return nil }
        pending = (name, value + [UInt8(ascii: " ")] + line.trimmed)
        continue
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self)), !name.rawName.isEmpty
      else { return nil }
      if let (name, value) = pending { fields.append(HTTPField(name: name, lenientValue: value)) }
      pending = (name, Array(line[line.index(after: colon)...].trimmed))
    }
    if let (name, value) = pending { fields.append(HTTPField(name: name, lenientValue: value)) }
    self.init(status: status, headerFields: fields)
  }
}

extension HTTPResponse.Status {
  /// Reads a status line, `HTTP/1.1 200 OK`.
  fileprivate init?(line: Slice<UnsafeRawBufferPointer>) {
    let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, let code = Int(String(decoding: parts[1], as: UTF8.self)),
      (200...999).contains(code)
    else { return nil }
    self.init(code: code, reasonPhrase: parts.count == 3 ? String(decoding: parts[2], as: UTF8.self) : "")
  }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate var withoutLineEnd: Self { last == UInt8(ascii: "\r") ? dropLast() : self }

  /// Without white space around it.
  fileprivate var trimmed: Self {
    var rest = drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    while rest.last == UInt8(ascii: " ") || rest.last == UInt8(ascii: "\t") { rest.removeLast() }
    return rest
  }
}
