import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds the addresses of a host as the other programs of this machine do.
enum NameResolution {
  /// Asks the system's resolver.
  ///
  /// - Parameters:
  ///   - host: A name, or an address in numbers.
  ///   - port: The port of the addresses.
  ///   - time: The maximum wait for the resolver.
  /// - Returns: The addresses without duplicates, in the resolver's order; at least one.
  /// - Throws: ``DoctorProblem``.
  static func addresses(
    of host: String, port: Int, within time: Duration
  ) async throws(DoctorProblem) -> [SocketAddress] {
    let found = await BlockingWork.run(within: time) { lookUp(host, port) }
    switch found {
    case nil:
      throw DoctorProblem(
        "the resolver did not answer for \(host) in time",
        advice: "Check that the name servers in /etc/resolv.conf can be reached.",
        status: .unreachable)
    case .failure(let failure): throw problem(failure.code, host)
    case .success(let addresses): return addresses
    }
  }

  private struct Failure: Error {
    let code: Int32
  }

  private static func lookUp(_ host: String, _ port: Int) -> Result<[SocketAddress], Failure> {
    var hints = addrinfo()
    hints.ai_socktype = SocketAddress.streamType
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else { return .failure(Failure(code: code)) }
    defer { freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var entry = list
    while let current = entry?.pointee {
      if let address = SocketAddress(current), !addresses.contains(address) { addresses.append(address) }
      entry = current.ai_next
    }
    return addresses.isEmpty ? .failure(Failure(code: EAI_NONAME)) : .success(addresses)
  }

  private static func problem(_ code: Int32, _ host: String) -> DoctorProblem {
    let words = gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
    let advice =
      code == EAI_AGAIN
      ? "The name servers could not be reached. Check the network and /etc/resolv.conf."
      : "Check the spelling of the host, and whether this machine's name servers know it. Behind a proxy, "
        + "set https_proxy."
    return DoctorProblem("\(host) has no address: \(words)", advice: advice, status: .unreachable)
  }
}

/// Runs blocking work and waits for it for a limited time.
enum BlockingWork {
  /// Runs work on its own thread.
  ///
  /// Work that takes too long continues to its end, and its result is ignored.
  ///
  /// - Parameters:
  ///   - time: The maximum wait.
  ///   - work: The work.
  /// - Returns: The result, or `nil` when the time is over.
  static func run<Result: Sendable>(
    within time: Duration, _ work: @escaping @Sendable () -> Result
  ) async -> Result? {
    await withCheckedContinuation { continuation in
      let answer = FirstAnswer(continuation)
      Thread.detachNewThread { answer.give(work()) }
      let milliseconds = Int(min(max(time / .milliseconds(1), 0), 1e9))
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
        answer.give(nil)
      }
    }
  }
}

/// Resumes a continuation with the first answer.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private let continuation: Mutex<CheckedContinuation<Value?, Never>?>

  init(_ continuation: CheckedContinuation<Value?, Never>) { self.continuation = Mutex(continuation) }

  func give(_ value: Value?) {
    let waiting = continuation.withLock { continuation in
      defer { continuation = nil }
      return continuation
    }
    waiting?.resume(returning: value)
  }
}
