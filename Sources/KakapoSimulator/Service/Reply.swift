/// One HTTP answer of the service.
struct Reply: Sendable {
  /// How the answer ends on the wire.
  enum Ending: Sendable, Hashable {
    /// As it should.
    case complete
    /// The connection is closed after half of the body.
    case cutOff
    /// The connection is closed without a byte.
    case dropped
  }

  var status: Int
  var contentType: String?
  var body: [UInt8] = []
  var headers: [String: String] = [:]
  var ending = Ending.complete

  static func html(_ status: Int, _ page: String) -> Reply {
    Reply(status: status, contentType: "text/html; charset=utf-8", body: Array(page.utf8))
  }

  static func plainText(_ status: Int, _ text: String) -> Reply {
    Reply(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
  }

  static func empty(_ status: Int) -> Reply { Reply(status: status) }
}
