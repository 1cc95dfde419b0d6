import TestServers

/// A server that answers only after it is released.
struct LateServer {
  /// Fires when the server has a request.
  let received = Signal()
  let release = Signal()
  let server: LoopbackServer

  init() throws {
    server = try LoopbackServer { [received, release] connection in
      while connection.readRequest() != nil {
        received.fire()
        release.block()
        connection.respond(body: "late")
      }
    }
  }

  func end() {
    release.fire()
    server.stop()
  }
}
