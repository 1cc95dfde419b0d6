import Foundation
import TestTraces

/// A program with typed input; both its outputs are one text.
enum TypedProgram {
  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - program: Its path.
  ///   - arguments: Its arguments.
  ///   - environment: Its whole environment; it inherits nothing from this process.
  ///   - input: The typed text.
  /// - Returns: Its output and how it ended.
  /// - Throws: If it can't be started.
  static func run(
    _ program: String, _ arguments: [String], _ environment: [String: String], typing input: String
  ) async throws -> (status: Int32, text: String) {
    let result = await withCheckedContinuation { continuation in
      // Waiting blocks, and the portal needs the shared threads, so this uses its own thread.
      Thread.detachNewThread {
        continuation.resume(returning: Result { try wait(for: program, arguments, environment, input) })
      }
    }
    return try result.get()
  }

  private static func wait(
    for program: String, _ arguments: [String], _ environment: [String: String], _ input: String
  ) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment
    let (standardInput, output) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = output
    // The input is written before the program runs, while this process holds the pipe's other end. Otherwise a program
    // that ends without reading would break the pipe, and the signal would end all tests.
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    // Foundation keeps the pipes with their process for ever.
    try output.fileHandleForReading.close()
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: data, as: UTF8.self)
    TestTraces.keep(text, as: .output)
    return (process.terminationStatus, text)
  }
}
