import TestServers

extension HostileServer {
  /// Servers whose answers aren't quite HTTP, or are too much of it.
  static let messages: [HostileServer] = [
    HostileServer("greets as an SSH server", answer: "SSH-2.0-OpenSSH_9.2\r\n"),
    HostileServer("answers with random text", answer: "garbage\r\n\r\nmore of it"),
    HostileServer("answers with zeros", answer: String(repeating: "\0", count: 1000)),
    HostileServer("answers in HTTP/2", answer: "\0\0\u{12}\u{4}\0\0\0\0\0\0\u{3}\0\0\0\u{64}"),
    HostileServer("answers without a head", answer: success),
    HostileServer("answers with status 099", answer: "HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n"),
    HostileServer("answers with status 999", answer: "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"),
    HostileServer(
      "changes protocols (101)",
      answer: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
    HostileServer(
      "sends an interim answer (100) first", answer: "HTTP/1.1 100 Continue\r\n\r\n" + whole()),
    HostileServer(
      "sends an interim answer with header lines (103) first",
      answer: "HTTP/1.1 103 Early Hints\r\nContent-Length: 99999999\r\nLink: </a>\r\n\r\n" + whole()),
    HostileServer(
      "sends five interim answers first",
      answer: String(
        repeating: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX-A: a\r\n\r\n", count: 2)
        + "HTTP/1.1 199 Odd\r\n\r\n" + whole()),
    HostileServer(
      "sends a negative length", answer: "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n\(success)"),
    HostileServer(
      "sends a length beyond 64 bits",
      answer: "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n\(success)"),
    HostileServer("sends two lengths", answer: whole(["Content-Length: 5"])),
    HostileServer("sends a length and chunks", answer: whole(["Transfer-Encoding: chunked"])),
    HostileServer(
      "sends chunks without a size",
      answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\(success)\r\n0\r\n\r\n"),
    HostileServer("sends trailing bytes", answer: whole() + "and more"),
    HostileServer("sends lines that end with LF only", answer: whole().replacing("\r\n", with: "\n")),
    HostileServer("sends a header line without a colon", answer: whole(["no colon"])),
    HostileServer("sends a zero byte in a header", answer: whole(["X-Zero: a\0b"])),
    HostileServer("sends UTF-8 in a header", answer: whole(["X-Name: Zoë"])),
    HostileServer("sends Latin-1 in a header") { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(Array(whole(["X-Name: Zoe"]).utf8).map { $0 == UInt8(ascii: "Z") ? 0xEB : $0 })
    },
    HostileServer("sends Latin-1 in the reason phrase") { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(Array(whole().utf8).map { $0 == UInt8(ascii: "K") ? 0xEB : $0 })
    },
    HostileServer("folds a header line", answer: whole(["X-Folded: a", " b"])),
    HostileServer(
      "sends a header line of 1 MB", answer: whole(["X-Long: " + String(repeating: "x", count: 1 << 20)])),
    HostileServer(
      "sends 5,000 header lines", answer: whole((0..<5000).map { "X-\($0): value" })),
    HostileServer("answers in HTTP/1.0 and closes", answer: "HTTP/1.0 200 OK\r\n\r\n\(success)"),
    HostileServer("sends chunks of one byte") { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      for byte in success.utf8 { connection.write(Array("1\r\n".utf8) + [byte] + Array("\r\n".utf8)) }
      connection.write("0\r\n\r\n")
      connection.waitForEnd()
    },
    HostileServer(
      "sends a header line after the chunks",
      answer:
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(String(success.utf8.count, radix: 16))\r\n"
        + "\(success)\r\n0\r\nX-Trailer: 1\r\n\r\n", endsURLSession: true),
    HostileServer("announces 17 MB") { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 17825792\r\n\r\n")
      connection.waitForEnd()
    },
    HostileServer("sends chunks without end") { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      while connection.write("10000\r\n" + String(repeating: " ", count: 0x10000) + "\r\n") {}
    },
    HostileServer(
      "says gzip and sends plain text", answer: whole(["Content-Encoding: gzip"])),
    HostileServer("says an unknown coding", answer: whole(["Content-Encoding: rot13"])),
    HostileServer("compresses in two gzip members") { connection in
      guard connection.readRequest() != nil else { return }
      let half = success.index(success.startIndex, offsetBy: success.count / 2)
      let body = GzipMember.storing(success[..<half]) + GzipMember.storing(success[half...])
      connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n")
      connection.write(body)
      connection.waitForEnd()
    },
    HostileServer("sends bytes behind the compressed body") { connection in
      guard connection.readRequest() != nil else { return }
      let body = GzipMember.storing(success) + Array("more".utf8)
      connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n")
      connection.write(body)
      connection.waitForEnd()
    },
    HostileServer("cuts a compressed body") { connection in
      guard connection.readRequest() != nil else { return }
      let cut = CompressedZeros.gzip.prefix(60)
      connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(cut.count)\r\n\r\n")
      connection.write(Array(cut))
    },
    HostileServer("compresses more than is accepted", limit: 99_999) { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(CompressedZeros.gzip.count)\r\n\r\n")
      connection.write(CompressedZeros.gzip)
      connection.waitForEnd()
    },
  ]

  /// A success with extra header lines.
  private static func whole(_ lines: [String] = []) -> String {
    (["HTTP/1.1 200 OK", "Content-Length: \(success.utf8.count)"] + lines + ["", success]).joined(
      separator: "\r\n")
  }
}
