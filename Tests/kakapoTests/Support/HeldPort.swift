import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A port of this machine that no other process can take, and that never answers.
enum HeldPort {
  /// Runs a test while it holds a free port.
  ///
  /// - Parameters:
  ///   - isListening: Whether the port accepts connections without answering; otherwise it refuses them.
  ///   - body: Gets the port's number.
  /// - Throws: `POSIXError` if there is no free port, and the errors of `body`.
  static func run(isListening: Bool, _ body: (UInt16) async throws -> Void) async throws {
    #if canImport(Glibc)
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    #else
    let type = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    defer { close(descriptor) }
    try await body(bind(descriptor, isListening: isListening))
  }

  private static func bind(_ descriptor: Int32, isListening: Bool) throws -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        systemBind(descriptor, pointer, length) == 0 && (!isListening || listen(descriptor, 16) == 0)
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    return UInt16(bigEndian: address.sin_port)
  }
}

/// The system's `bind`; the function above has the same name.
private func systemBind(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32
{
  bind(descriptor, address, length)
}
