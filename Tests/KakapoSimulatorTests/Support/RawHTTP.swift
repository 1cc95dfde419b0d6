import Dispatch
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Sends exact bytes over a socket and reads until the server closes the connection.
enum RawHTTP {
  /// Sends bytes to a port of this machine.
  ///
  /// The socket calls block, so they don't run on the threads of tasks and of the server. Each exchange has its own
  /// queue, because the global queues share a few threads.
  static func exchange(_ bytes: [UInt8], port: UInt16, from address: String = "127.0.0.1") async throws
    -> RawResponse
  {
    let received = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "raw-http").async {
        continuation.resume(with: Result { try blockingExchange(bytes, port: port, from: address) })
      }
    }
    return RawResponse(received)
  }

  private static func blockingExchange(_ bytes: [UInt8], port: UInt16, from address: String) throws -> [UInt8]
  {
    #if canImport(Glibc)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw RawHTTPError(step: "socket", code: errno) }
    defer { close(descriptor) }
    // For a server that never answers; on a busy machine, one that does may take minutes.
    var limit = timeval(tv_sec: 600, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    try withAddress(address, 0) {
      guard bind(descriptor, $0, $1) == 0 else { throw RawHTTPError(step: "bind", code: errno) }
    }
    try withAddress("127.0.0.1", port) {
      guard connect(descriptor, $0, $1) == 0 else { throw RawHTTPError(step: "connect", code: errno) }
    }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, noSignal) }
      guard count > 0 else { throw RawHTTPError(step: "send", code: errno) }
      sent += count
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
      if count == 0 { return received }
      if count < 0 {
        // A server may close with a reset after its answer; without an answer, the reset is the answer.
        if errno == ECONNRESET { return received }
        throw RawHTTPError(step: "recv", code: errno)
      }
      received += buffer[..<count]
    }
  }

  private static func withAddress(
    _ text: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void
  ) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    guard inet_pton(AF_INET, text, &address.sin_addr) == 1 else {
      throw RawHTTPError(step: "inet_pton", code: 0)
    }
    try withUnsafePointer(to: &address) {
      try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  #if canImport(Glibc)
  private static let noSignal = Int32(MSG_NOSIGNAL)
  #else
  private static let noSignal: Int32 = 0
  #endif
}

struct RawHTTPError: Error {
  let step: String
  let code: Int32
}

/// The bytes that a connection returned.
struct RawResponse: Sendable {
  let bytes: [UInt8]
  /// The status; `nil` if there was no status line.
  let status: Int?
  /// The header fields by lower-case name.
  let headers: [String: String]
  let body: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else {
      (status, headers, body) = (nil, [:], [])
      return
    }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) }
    headers = Dictionary(
      lines.dropFirst().compactMap { line in
        line.firstIndex(of: ":").map {
          (line[..<$0].lowercased(), line[line.index(after: $0)...].trimmingCharacters(in: .whitespaces))
        }
      }, uniquingKeysWith: { first, _ in first })
    body = Array(bytes.dropFirst(text[..<end.upperBound].utf8.count))
  }

  var text: String { String(decoding: body, as: UTF8.self) }
}
