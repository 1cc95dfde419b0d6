import Foundation
import Support

/// An https server on the loopback address with the certificates of `Fixtures/TLS`: the program `openssl s_server`.
///
/// It serves one connection after the other, and answers every request with `ok`.
final class TLSServer: Sendable {
  private struct State {
    var output = ""
    var port: UInt16?
    var requests: [String] = []
  }

  private static let program = "/usr/bin/openssl"
  /// Whether the program is installed.
  static let isAvailable = FileManager.default.isExecutableFile(atPath: program)

  private let state = Locked(State())
  private let listening = Signal()
  private let process = Process()
  private let (input, output) = (Pipe(), Pipe())

  /// Runs a server for a test.
  ///
  /// - Parameters:
  ///   - certificate: The name of the server's certificate.
  ///   - options: Further options of `openssl s_server`.
  ///   - body: The test.
  /// - Throws: The errors of `body`, and the reason if the server can't be started.
  static func run(
    certificate: String = "server", options: [String] = [], _ body: (TLSServer) async throws -> Void
  ) async throws {
    let server = try TLSServer(certificate: certificate, options: options)
    defer { server.process.terminate() }
    await server.listening.wait()
    try await body(server)
  }

  /// Options for a server that refuses clients without a certificate of the test authority.
  static let wantsClientCertificate = [
    "-Verify", "1", "-verify_return_error", "-CAfile", path(of: "authority.pem"),
  ]

  private init(certificate: String, options: [String]) throws {
    process.executableURL = URL(filePath: Self.program)
    process.arguments =
      [
        "s_server", "-accept", "127.0.0.1:0", "-cert", Self.path(of: "\(certificate).pem"), "-key",
        Self.path(of: "server-key.pem"),
      ] + options
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.detachNewThread { [self] in
      while true {
        let data = output.fileHandleForReading.availableData
        guard !data.isEmpty else { break }
        take(String(decoding: data, as: UTF8.self))
      }
      // A server that can't start makes the test fail at its first request.
      listening.fire()
    }
  }

  /// Takes output of the program: its words, and what clients send.
  private func take(_ text: String) {
    let answers = state.withLock { state in
      state.output += text
      if state.port == nil, let match = state.output.firstMatch(of: /ACCEPT 127\.0\.0\.1:(\d+)\n/) {
        state.port = UInt16(match.1)
      }
      var answers = 0
      while let match = state.output.firstMatch(
        of: /(POST (?s:.)*?Content-Length: (\d+)(?s:.)*?)\r\n\r\n/), let length = Int(match.2),
        state.output[match.range.upperBound...].utf8.count >= length
      {
        state.requests.append(String(match.1))
        state.output = String(state.output[match.range.upperBound...].dropFirst(length))
        answers += 1
      }
      return answers
    }
    if state.withLock({ $0.port != nil }) { listening.fire() }
    for _ in 0..<answers {
      try? input.fileHandleForWriting.write(
        contentsOf: Data("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8))
    }
  }

  var port: Int { state.withLock { Int($0.port ?? 0) } }

  /// The heads of the requests so far.
  var requests: [String] { state.withLock { $0.requests } }

  /// The path of a file in `Fixtures/TLS`.
  static func path(of file: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/TLS/\(file)").path(percentEncoded: false)
  }
}
