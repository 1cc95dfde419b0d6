import Foundation

/// The measurements by their names on the command line.
enum Measurements {
  /// Runs what needs no network.
  ///
  /// - Parameter arguments: The name and what belongs to it.
  /// - Returns: Whether there is such a measurement.
  /// - Throws: Why it failed.
  static func run(_ arguments: [String]) throws -> Bool {
    switch (arguments.first, arguments.count) {
    case ("encode", 2): try printMeasured(arguments[1], Codec.encode)
    case ("write-envelope", 2): try printMeasured(arguments[1], Codec.writing())
    case ("decode", 3): try printMeasured(arguments[2], Codec.decoding(try bytes(of: arguments[1])))
    case ("repeat-encode", 2): try repeated(arguments[1], Codec.encode)
    case ("repeat-write-envelope", 2): try repeated(arguments[1], Codec.writing())
    case ("repeat-decode", 3): try repeated(arguments[2], Codec.decoding(try bytes(of: arguments[1])))
    default: return false
    }
    return true
  }

  /// Runs what calls a server.
  ///
  /// - Parameter arguments: The name and what belongs to it.
  /// - Throws: Why it failed, or that there is no such measurement.
  static func runWaiting(_ arguments: [String]) async throws {
    switch (arguments.first, arguments.count) {
    case ("calls", 5):
      let workers = try number(arguments[3])
      let client = try Calls.client(arguments[2], transport: arguments[1], connections: workers)
      try await printRate(workers: workers, calls: arguments[4], Calls.call(client))
    case ("bare-calls", 5):
      let workers = try number(arguments[3])
      let call = try bareCall(arguments[1], url: arguments[2], connections: workers)
      try await printRate(workers: workers, calls: arguments[4], call)
    case ("repeat-call", 3):
      let call = Calls.call(try Calls.instantClient(try bytes(of: arguments[1])))
      try await Rate.repeated(workers: 1, calls: try number(arguments[2]), call)
    case ("one-at-a-time", 5):
      let client = try Calls.client(arguments[3], transport: arguments[1], connections: 1)
      let bare = try bareCall(arguments[2], url: arguments[3], connections: 1)
      let times = try await Rate.inTurn(blocks: try number(arguments[4]), Calls.call(client), bare)
      print(String(format: "%.1f %.1f", times.0 * 1e6, times.1 * 1e6))
    case ("memory", 5):
      let client = try Calls.client(arguments[2], transport: arguments[1], connections: 8)
      try await Memory.afterCalls(client, first: number(arguments[3]), all: number(arguments[4]))
    case ("memory-large", 3):
      let client = try Calls.client(arguments[2], transport: arguments[1], connections: 1)
      try await Memory.ofLargeAnswer(client)
    case ("memory-waiting", 4):
      let client = try Calls.client(arguments[2], transport: arguments[1], connections: 6)
      try await Memory.ofWaitingCalls(client, count: number(arguments[3]))
    default: throw BenchmarkError("there is no measurement \(arguments.joined(separator: " "))")
    }
  }

  private static func bareCall(
    _ name: String, url: String, connections: Int
  ) throws -> @Sendable () async throws -> Void {
    switch name {
    case "URLSession": try BareURLSession.call(url, connections: connections)
    case "CURLTransport": try BareTransport.call(url, connections: connections)
    default: throw BenchmarkError("this build has no \(name)")
    }
  }

  private static func printMeasured(_ seconds: String, _ work: () throws -> Int) throws {
    guard let seconds = Double(seconds) else { throw BenchmarkError("\(seconds) is no time") }
    let measured = try ProcessorClock.measure(seconds: seconds, work)
    print(String(format: "%.1f", measured.nanoseconds), measured.result)
  }

  private static func printRate(
    workers: Int, calls: String, _ call: @escaping @Sendable () async throws -> Void
  ) async throws {
    let calls = try number(calls)
    let rate = try await Rate.measure(workers: workers, calls: calls, call)
    print(String(format: "%.1f", rate), calls / workers * workers)
  }

  private static func repeated(_ times: String, _ work: () throws -> Int) throws {
    for _ in 0..<(try number(times)) { _ = try work() }
  }

  private static func number(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw BenchmarkError("\(text) is no number") }
    return number
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
