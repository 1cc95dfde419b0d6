import FlyingFox
import FlyingSocks

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A pool whose sockets send at once.
///
/// The server writes the head and the body of an answer separately. With Nagle's algorithm on, the body then
/// waits for the client to acknowledge the head, which takes about 40 ms: measured, ten thousand calls from
/// eight tasks took 100 seconds instead of 10.
struct PromptSocketPool: AsyncSocketPool {
  private let pool: any AsyncSocketPool = HTTPServer.defaultPool()

  func prepare() async throws { try await pool.prepare() }

  func run() async throws { try await pool.run() }

  /// Every socket comes here before its first byte: the listening one, and each connection that waits.
  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    // A socket that cannot be told is slow, and not wrong.
    try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
    try await pool.suspendSocket(socket, untilReadyFor: events)
  }
}
