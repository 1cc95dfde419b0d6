import Foundation
import Synchronization
import TestTraces

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A run of the command that a test watches and signals.
struct StartedTool: Sendable {
  let processIdentifier: Int32
  let standardOutput: GatheredText
  let standardError: GatheredText
  private let ended: Task<Int32, Never>

  /// Starts the command, without a terminal.
  init(_ tool: CommandLineTool, _ arguments: [String]) throws {
    try self.init(CommandLineTool.executable, arguments, tool.environment)
  }

  /// Starts the command with a line of the shell that begins with it.
  init(_ tool: CommandLineTool, line: String, in folder: URL) throws {
    let (arguments, environment) = tool.shellCommand("exec \(line)", in: folder)
    try self.init(CommandLineTool.shell, arguments, environment)
  }

  private init(_ executable: URL, _ arguments: [String], _ environment: [String: String]) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    let output = Pipe()
    let error = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    let (statuses, continuation) = AsyncStream.makeStream(of: Int32.self)
    process.terminationHandler = { process in
      continuation.yield(process.terminationStatus)
      continuation.finish()
    }
    try process.run()
    processIdentifier = process.processIdentifier
    standardOutput = GatheredText(output.fileHandleForReading)
    standardError = GatheredText(error.fileHandleForReading)
    ended = Task { await statuses.first { _ in true } ?? -1 }
  }

  /// The exit code, or the signal that ended the command.
  var status: Int32 { get async { await ended.value } }

  /// Waits for the command's end.
  func output() async -> CommandLineTool.Output {
    let output = CommandLineTool.Output(
      status: await status, standardOutput: await standardOutput.whole(),
      standardError: await standardError.whole())
    TestTraces.keep(output.standardOutput + output.standardError, as: .output)
    return output
  }

  /// Sends the command a signal.
  func signal(_ number: Int32) { send(number, to: processIdentifier) }

  /// Kills the command and waits until it is gone.
  func kill() async {
    signal(SIGKILL)
    _ = await status
  }

  /// Kills the command once a condition holds.
  ///
  /// - Parameters:
  ///   - delay: How long to wait after that.
  ///   - condition: The condition, which is checked again and again.
  /// - Returns: Whether the command was killed; `false` if it ended by itself before.
  func kill(
    after delay: Duration = .zero, when condition: @escaping @Sendable () -> Bool
  ) async -> Bool {
    let isOver = Flag()
    let watching = Task {
      _ = await status
      isOver.raise()
    }
    await withCheckedContinuation { continuation in
      // Waiting blocks, and the portal needs the shared threads, so this uses its own thread.
      Thread.detachNewThread {
        while !isOver.isRaised, !condition() { usleep(50) }
        let moment = ContinuousClock.now + delay
        while !isOver.isRaised, .now < moment { usleep(50) }
        signal(SIGKILL)
        continuation.resume()
      }
    }
    await watching.value
    return await status == SIGKILL
  }

  /// Waits until something is done or the command has ended.
  ///
  /// - Returns: Whether it was done before the end.
  func ends(before body: @escaping @Sendable () async -> Void) async -> Bool {
    let (firsts, continuation) = AsyncStream.makeStream(of: Bool.self)
    Task {
      await body()
      continuation.yield(false)
    }
    Task {
      _ = await status
      continuation.yield(true)
    }
    return await firsts.first { _ in true } ?? true
  }
}

/// The system's `kill`; methods above have the same name.
private func send(_ signal: Int32, to process: Int32) { kill(process, signal) }

/// The output of a process to a pipe, as it arrives.
final class GatheredText: Sendable {
  private struct State {
    var data = Data()
    var isOver = false
    var waiters: [(text: Data?, continuation: CheckedContinuation<Bool, Never>)] = []
  }

  private let state = Mutex(State())

  init(_ handle: FileHandle) {
    // Reading blocks, and the shared pools have few threads, so this uses its own thread.
    Thread.detachNewThread { [self] in
      while case let part = handle.availableData, !part.isEmpty { change { $0.data += part } }
      // Foundation keeps the pipe with its process for ever.
      try? handle.close()
      change { $0.isOver = true }
    }
  }

  /// Waits for a text.
  ///
  /// - Returns: Whether the text came before the end.
  func contains(_ text: String) async -> Bool { await wait(for: Data(text.utf8)) }

  /// Waits for the end.
  func whole() async -> String {
    _ = await wait(for: nil)
    return state.withLock { String(decoding: $0.data, as: UTF8.self) }
  }

  private func wait(for text: Data?) async -> Bool {
    await withCheckedContinuation { continuation in
      change { $0.waiters.append((text, continuation)) }
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let ready = state.withLock { state in
      body(&state)
      var ready: [(CheckedContinuation<Bool, Never>, Bool)] = []
      state.waiters.removeAll { waiter in
        let isThere = waiter.text.map { state.data.range(of: $0) != nil } ?? false
        guard isThere || state.isOver else { return false }
        ready.append((waiter.continuation, isThere))
        return true
      }
      return ready
    }
    for (continuation, isThere) in ready { continuation.resume(returning: isThere) }
  }
}

/// An event that happens once.
final class Flag: Sendable {
  private let state = Mutex(false)

  var isRaised: Bool { state.withLock { $0 } }
  func raise() { state.withLock { $0 = true } }
}
