import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Opens a TCP connection, sends nothing and closes it.
enum ConnectionProbe {
  /// Tries an address.
  ///
  /// - Parameters:
  ///   - address: The address.
  ///   - time: The maximum time for the connection.
  /// - Returns: The system's error code; 0 for a successful connection.
  static func errorCode(connectingTo address: SocketAddress, within time: Duration) async -> Int32 {
    // The thread has the same deadline; the second wait is in case it gets no processor time.
    await BlockingWork.run(within: time + .seconds(1)) { open(address, within: time) } ?? ETIMEDOUT
  }

  private static func open(_ address: SocketAddress, within time: Duration) -> Int32 {
    let deadline = ContinuousClock.now + time
    let descriptor = socket(address.family, SocketAddress.streamType, 0)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    guard fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0 else { return errno }
    let result = address.bytes.withUnsafeBytes { bytes -> Int32 in
      guard let start = bytes.baseAddress else { return -1 }
      return connect(
        descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    if result == 0 { return 0 }
    guard errno == EINPROGRESS else { return errno }
    return wait(for: descriptor, until: deadline)
  }

  private static func wait(for descriptor: Int32, until deadline: ContinuousClock.Instant) -> Int32 {
    while true {
      let rest = max(0, (deadline - ContinuousClock.now) / .milliseconds(1))
      var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let count = poll(&entry, 1, Int32(min(rest.rounded(.up), 1e9)))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? ETIMEDOUT : errno }
      var code: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { return errno }
      return code
    }
  }
}

/// The address of a socket, as the system's resolver returns it.
struct SocketAddress: Sendable, Hashable {
  let family: Int32
  let bytes: [UInt8]
  /// The address in numbers, without the port.
  let text: String

  /// Takes an entry of the resolver's list.
  init?(_ entry: addrinfo) {
    guard let address = entry.ai_addr else { return nil }
    family = entry.ai_family
    bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    guard
      getnameinfo(address, entry.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0
    else { return nil }
    text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The type of TCP sockets.
  static var streamType: Int32 {
    #if canImport(Glibc)
    Int32(SOCK_STREAM.rawValue)
    #else
    SOCK_STREAM
    #endif
  }
}
