import Foundation
import TestTraces
import Testing

/// The built command, run as a user runs it.
struct CommandLineTool {
  struct Output {
    let status: Int32
    let standardOutput: String
    let standardError: String
  }

  /// The whole environment of a run; it inherits nothing from this process.
  var environment: [String: String] = [:]

  /// Runs the command to its end, without a terminal.
  ///
  /// - Parameter arguments: Its arguments.
  /// - Returns: Its output and how it ended.
  /// - Throws: If it can't be started.
  func callAsFunction(_ arguments: String...) async throws -> Output { try await run(arguments) }

  /// Runs the command to its end, without a terminal.
  ///
  /// - Parameter arguments: Its arguments.
  /// - Returns: Its output and how it ended.
  /// - Throws: If it can't be started.
  func run(_ arguments: [String]) async throws -> Output {
    try await run(CommandLineTool.executable, arguments, environment)
  }

  /// Runs a script in which `kakapo` is the command, for pipes and for names that aren't UTF-8.
  ///
  /// - Parameters:
  ///   - script: A script for the shell.
  ///   - folder: The working directory.
  /// - Returns: Its output and how it ended.
  /// - Throws: If it can't be started.
  func shell(_ script: String, in folder: URL) async throws -> Output {
    let (arguments, environment) = shellCommand(script, in: folder)
    return try await run(CommandLineTool.shell, arguments, environment)
  }

  /// The shell that runs scripts.
  static let shell = URL(filePath: "/bin/sh")

  /// The shell's arguments and environment for a script in which `kakapo` is the command.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - folder: The working directory.
  /// - Returns: The arguments and the environment.
  func shellCommand(
    _ script: String, in folder: URL
  ) -> (arguments: [String], environment: [String: String]) {
    var environment = environment
    let commands = CommandLineTool.executable.deletingLastPathComponent().path(percentEncoded: false)
    environment["FOLDER"] = folder.path(percentEncoded: false)
    environment["PATH"] = "\(commands):/usr/bin:/bin"
    return (["-c", "cd \"$FOLDER\" || exit 1\n" + script], environment)
  }

  private func run(
    _ executable: URL, _ arguments: [String], _ environment: [String: String]
  ) async throws -> Output {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    let output = Pipe()
    let error = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    let ended = AsyncStream<Int32> { continuation in
      process.terminationHandler = { process in
        continuation.yield(process.terminationStatus)
        continuation.finish()
      }
    }
    try process.run()
    // Both pipes are read at once, so that neither fills up while the test waits for the other.
    async let standardOutput = CommandLineTool.text(of: output)
    async let standardError = CommandLineTool.text(of: error)
    let texts = await (standardOutput, standardError)
    let status = await ended.first { _ in true }
    TestTraces.keep(texts.0 + texts.1, as: .output)
    return Output(status: status ?? -1, standardOutput: texts.0, standardError: texts.1)
  }

  /// The command is built into the same folder as the tests.
  static let executable: URL = {
    let tests = URL(filePath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    var folder = tests.deletingLastPathComponent()
    while folder.path(percentEncoded: false) != "/" {
      let candidate = folder.appending(path: "kakapo")
      if FileManager.default.isExecutableFile(atPath: candidate.path(percentEncoded: false)) {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return URL(filePath: "/nonexistent/kakapo")
  }()

  private static func text(of pipe: Pipe) async -> String {
    await withCheckedContinuation { continuation in
      // Reading blocks, and the shared pools have few threads, so this uses its own thread.
      Thread.detachNewThread {
        let data = (try? pipe.fileHandleForReading.readToEnd()) ?? nil
        // Foundation keeps the pipe with its process for ever, and from 1,024 descriptors on it misses a process's end.
        try? pipe.fileHandleForReading.close()
        continuation.resume(returning: String(decoding: data ?? Data(), as: UTF8.self))
      }
    }
  }
}
