import TestServers

extension HostileServer {
  /// Servers that don't answer.
  static let connections: [HostileServer] = [
    HostileServer("nobody listens", serve: nil),
    HostileServer("closes after the request") { _ = $0.readRequest() },
    HostileServer("resets after the request") { connection in
      guard connection.readRequest() != nil else { return }
      connection.reset()
    },
    HostileServer("closes in the middle of the request") { _ = $0.readRequest(maximumBodyBytes: 1) },
    HostileServer("reads the request and never answers", isSlow: true) { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
    },
    HostileServer("sends a head without end, byte by byte", isSlow: true) { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nX-Long: ")
      while connection.isQuiet(forMilliseconds: 10), connection.write("x") {}
    },
    HostileServer("sends a body without end, byte by byte", isSlow: true) { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
      while connection.isQuiet(forMilliseconds: 10), connection.write("x") {}
    },
    HostileServer("sends a whole answer without its end", isSlow: true) { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      connection.write("\(String(success.utf8.count, radix: 16))\r\n\(success)\r\n")
      connection.waitForEnd()
    },
    HostileServer("sends interim answers (100) without end", isSlow: true) { connection in
      guard connection.readRequest() != nil else { return }
      while connection.isQuiet(forMilliseconds: 1), connection.write("HTTP/1.1 100 Continue\r\n\r\n") {}
    },
    HostileServer("speaks no TLS", scheme: "https") { connection in
      connection.write("this is not TLS\n\n")
      _ = connection.isQuiet(forMilliseconds: 60_000)
    },
    HostileServer("never ends the TLS handshake", scheme: "https", isSlow: true) { $0.waitForEnd() },
    HostileServer("closes in the TLS handshake", scheme: "https") { connection in
      _ = connection.isQuiet(forMilliseconds: 60_000)
    },
    HostileServer("closes after the status line", answer: "HTTP/1.1 200 OK\r\n", endsURLSession: true),
    HostileServer(
      "closes in the header", answer: "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n", endsURLSession: true),
    HostileServer("closes after the header", answer: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"),
    HostileServer(
      "closes in the body", answer: "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\(success)"),
    HostileServer("resets in the body") { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\(success)")
      connection.reset()
    },
    HostileServer(
      "closes before the last chunk",
      answer:
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(String(success.utf8.count, radix: 16))\r\n"
        + "\(success)\r\n"),
    HostileServer("closes a kept connection over the second call", calls: 2) { connection in
      guard connection.readRequest() != nil else { return }
      connection.respond(body: success)
      _ = connection.readRequest()
    },
    HostileServer("closes a kept connection between two calls", calls: 2) { connection in
      guard connection.readRequest() != nil else { return }
      connection.respond(headers: ["Connection: close"], body: success)
    },
    HostileServer("sends the answer twice") { connection in
      while connection.readRequest() != nil {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(success.utf8.count)\r\n\r\n\(success)"
        connection.write(answer + answer)
      }
    },
    HostileServer("answers after the first byte of the request") { connection in
      guard !connection.isQuiet(forMilliseconds: 60_000) else { return }
      connection.respond(body: success)
      connection.waitForEnd()
    },
  ]
}
