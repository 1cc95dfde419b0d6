import Foundation
import Support

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A server on 127.0.0.1 that writes and closes exactly as a test says, well-behaved or not.
///
/// Each connection has its own thread with blocking reads and writes.
package final class LoopbackServer: Sendable {
  private struct State {
    /// The connections being served, by number.
    var connections: [Int: ServerConnection] = [:]
    var connectionCount = 0
    var isStopped = false
    /// Whether the listener is open; once it is closed, its descriptor may belong to another file.
    var isListening = true
  }

  package let port: UInt16
  private let listener: Int32
  private let state = Locked(State())
  private let received = Locked<[ReceivedRequest]>([])
  /// Entered once for each connection being served.
  private let served = DispatchGroup()

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - keepsRequests: Whether to keep ``requests``, which takes memory.
  ///   - serve: Serves one connection, which is closed when it returns.
  /// - Throws: `POSIXError` if there is no free port.
  package init(
    keepsRequests: Bool = true, _ serve: @escaping @Sendable (ServerConnection) -> Void
  ) throws {
    (listener, port) = try Self.listen()
    Thread.detachNewThread { [self] in
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { break }
        let connection = state.withLock { state -> ServerConnection? in
          guard !state.isStopped else { return nil }
          state.connectionCount += 1
          let connection = ServerConnection(
            descriptor, number: state.connectionCount,
            record: { [received] request in
              if keepsRequests { received.withLock { $0.append(request) } }
            })
          state.connections[connection.number] = connection
          return connection
        }
        guard let connection else {
          _ = systemClose(descriptor)
          break
        }
        served.enter()
        Thread.detachNewThread {
          serve(connection)
          connection.close()
          self.state.withLock { $0.connections[connection.number] = nil }
          self.served.leave()
        }
      }
      state.withLock { state in
        state.isListening = false
        _ = systemClose(listener)
      }
    }
  }

  /// `host:port` of the server.
  package var authority: String { "127.0.0.1:\(port)" }

  /// How many connections were accepted so far.
  package var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// The requests received so far, complete or not, in the order in which reading ended.
  package var requests: [ReceivedRequest] { received.withLock { $0 } }

  /// Stops accepting connections and ends all.
  package func stop() {
    let connections = state.withLock { state in
      state.isStopped = true
      if state.isListening { shutdown(listener, Int32(SHUT_RDWR)) }
      return Array(state.connections.values)
    }
    for connection in connections { connection.interrupt() }
  }

  /// Waits until no connection is being served.
  package func waitUntilServed() async {
    await withCheckedContinuation { continuation in
      served.notify(queue: .global()) { continuation.resume() }
    }
  }

  /// An address where no server listens.
  package static func unusedAuthority() throws -> String {
    let (descriptor, port) = try listen()
    _ = systemClose(descriptor)
    return "127.0.0.1:\(port)"
  }

  private static func listen() throws -> (descriptor: Int32, port: UInt16) {
    #if canImport(Darwin)
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && systemListen(descriptor, 128) == 0
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard descriptor >= 0, result else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }
}

/// A request as it arrived.
package struct ReceivedRequest: Sendable {
  /// The connection's number, from 1.
  package let connection: Int
  /// Request line and header lines, as received.
  package let head: String
  package let body: [UInt8]
  /// Whether the body is as long as the head says.
  package let isComplete: Bool

  /// The values of the header lines with a name, in any letter case.
  package func values(of name: String) -> [String] {
    head.split(separator: "\r\n").dropFirst().compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.first?.lowercased() == name.lowercased() else { return nil }
      return parts.dropFirst().first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
    }
  }
}

/// One accepted connection.
///
/// Its methods are for the serving thread.
package final class ServerConnection: Sendable {
  package let number: Int
  private let descriptor: Int32
  private let isOpen = Locked(true)
  private let record: @Sendable (ReceivedRequest) -> Void

  fileprivate init(
    _ descriptor: Int32, number: Int, record: @escaping @Sendable (ReceivedRequest) -> Void
  ) {
    self.descriptor = descriptor
    self.number = number
    self.record = record
  }

  /// Reads one request and records it.
  ///
  /// - Parameter maximumBodyBytes: The most bytes of the body to read.
  /// - Returns: The request, or `nil` if its head or body was not read to the end.
  package func readRequest(maximumBodyBytes: Int = .max) -> ReceivedRequest? {
    guard let head = readHead() else { return nil }
    let announced = ReceivedRequest(connection: number, head: head, body: [], isComplete: false)
      .values(of: "Content-Length").first.flatMap { Int($0) }
    let length = announced ?? 0
    var body: [UInt8] = []
    while body.count < min(length, maximumBodyBytes),
      let more = read(min(length, maximumBodyBytes) - body.count), !more.isEmpty
    {
      body += more
    }
    let request = ReceivedRequest(
      connection: number, head: head, body: body, isComplete: body.count == length)
    record(request)
    return request.isComplete ? request : nil
  }

  /// Writes text.
  ///
  /// - Returns: `false` if the client is gone.
  @discardableResult
  package func write(_ text: String) -> Bool {
    write(Array(text.utf8))
  }

  /// Writes bytes.
  ///
  /// - Returns: `false` if the client is gone.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, sendFlags) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Answers with a status line, the given header lines, a Content-Length and a body.
  package func respond(_ status: String = "200 OK", headers: [String] = [], body: String = "") {
    let lines = ["HTTP/1.1 \(status)"] + headers + ["Content-Length: \(body.utf8.count)", "", body]
    write(lines.joined(separator: "\r\n"))
  }

  /// Answers every request of the connection with 200 and a body.
  package func respondToAll(body: String = "ok") {
    while readRequest() != nil { respond(body: body) }
  }

  /// Waits until the client has closed the connection; reads and drops the client's bytes.
  package func waitForEnd() {
    while let bytes = read(4096), !bytes.isEmpty {}
  }

  /// Waits for a time, unless the client sends something or closes the connection first.
  ///
  /// - Returns: Whether the time passed without either.
  package func isQuiet(forMilliseconds milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) == 0
  }

  /// Relays bytes to another server on this machine and back, until one of the two ends.
  package func tunnel(to port: UInt16) {
    #if canImport(Darwin)
    let other = socket(AF_INET, SOCK_STREAM, 0)
    #else
    let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    defer { _ = systemClose(other) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        connect(other, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { return }
    var ends = [descriptor, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while poll(&ends, 2, -1) > 0 {
      for (index, end) in ends.enumerated() where end.revents != 0 {
        let count = recv(end.fd, &buffer, buffer.count, 0)
        guard count > 0, send(ends[1 - index].fd, buffer, count, sendFlags) == count else { return }
      }
    }
  }

  /// Closes the connection with a reset instead of an orderly end.
  package func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  /// Closes the connection.
  package func close() {
    isOpen.withLock { isOpen in
      guard isOpen else { return }
      isOpen = false
      _ = systemClose(descriptor)
    }
  }

  /// Ends the connection from another thread; the serving thread sees its end.
  fileprivate func interrupt() {
    isOpen.withLock { isOpen in
      guard isOpen else { return }
      shutdown(descriptor, Int32(SHUT_RDWR))
    }
  }

  /// Reads up to the empty line and no further.
  private func readHead() -> String? {
    var bytes: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    var waiting = [UInt8](repeating: 0, count: 4096)
    while bytes.suffix(4) != end[...] {
      let count = recv(descriptor, &waiting, waiting.count, Int32(MSG_PEEK))
      guard count > 0 else { return nil }
      let known = bytes.count
      bytes += waiting.prefix(count)
      let start = max(0, known - 3)
      if let found = bytes[start...].firstRange(of: end) { bytes.removeSubrange(found.upperBound...) }
      guard read(bytes.count - known) != nil else { return nil }
    }
    return String(decoding: bytes.dropLast(4), as: UTF8.self)
  }

  private func read(_ count: Int) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: count)
    let received = recv(descriptor, &buffer, count, 0)
    guard received >= 0 else { return nil }
    return Array(buffer.prefix(received))
  }
}

#if canImport(Darwin)
private let sendFlags: Int32 = 0
#else
private let sendFlags = Int32(MSG_NOSIGNAL)
#endif

// The members hide the system functions of the same names.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 { listen(descriptor, backlog) }
