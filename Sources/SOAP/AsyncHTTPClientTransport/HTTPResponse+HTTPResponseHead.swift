#if AsyncHTTPClient
import HTTPTypes
import NIOHTTP1

extension HTTPResponse {
  /// Translates the client's answer, whose status is one that there is.
  init(_ head: HTTPResponseHead) {
    var fields = HTTPFields()
    for (name, value) in head.headers {
      guard let name = HTTPField.Name(name) else { continue }
      fields.append(HTTPField(name: name, value: value))
    }
    self.init(
      status: Status(code: Int(head.status.code), reasonPhrase: head.status.reasonPhrase),
      headerFields: fields)
  }
}

extension HTTPResponseHead {
  /// Why the answer cannot be read, if it cannot.
  var oddity: String? {
    guard (200...999).contains(status.code) else { return "its status is \(status.code)" }
    guard headers.contains(name: "content-encoding") else { return nil }
    // A coding that the client does not know it hands on as it is.
    let coding = headers["content-encoding"].joined(separator: ", ").lowercased()
    return ["", "identity", "gzip", "deflate"].contains(coding) ? nil : "its content coding is not known here"
  }
}
#endif
