import Foundation
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct SimulateCommandTests {
  @Test(arguments: [
    ["--user", ""], ["--server-host-name", ""], ["--allow", "127.0.0.256"], ["--allow", "127.1"],
    ["--allow", "127.0.0.01"], ["--allow", "localhost"], ["--allow", "::1"], ["--allow", ""],
    ["--dropped", "5"], ["--dropped", "101%"], ["--dropped", "-1%"], ["--pages", "nan%"],
    ["--dropped", "60%", "--unavailable", "60%"], ["--retry-after", "2"],
    ["--unavailable", "5%", "--retry-after", "-2"], ["--slow", "100/1000"], ["--slow", "100@500ms"],
    ["--slow", "10/5@500ms"], ["--slow", "0/5@500ms"], ["--slow", "1/5@0.5s"], ["--seed", "-1"],
  ])
  func invalidOptionsAreRefused(arguments: [String]) async throws {
    let output = try await CommandLineTool().run(["simulate"] + arguments.joinedToOptions)
    #expect(output.status == 64, "\(output.standardOutput)")
    #expect(output.standardError.contains(arguments[arguments.count - 2]))
  }

  @Test(arguments: ["interface", "o'neil & $(id)", "Zoë \"the boss\" \\"])
  func theLoginLineIsForAShell(user: String) async throws {
    let printed = try await Self.notice(of: ["--user", user])
    let line = try #require(printed.split(separator: "\n").first { $0.contains("export KAKAPO_USER=") })
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "\(line); printf %s \"$KAKAPO_USER\""]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let heard = try pipe.fileHandleForReading.readToEnd() ?? Data()
    #expect(String(decoding: heard, as: UTF8.self) == user)
  }

  @Test
  func disturbancesAreTold() async throws {
    #expect(try await !Self.notice(of: ["--seed", "9"]).contains("disturbs"))
    let told = try await Self.notice(of: [
      "--dropped", "5%", "--unavailable", "5%", "--retry-after", "1", "--pages", "1%", "--slow",
      "100/1000@500ms", "--seed", "9",
    ])
    #expect(told.contains("disturbs calls at random, with seed 9"))
  }

  /// The text that a local portal prints before it waits; the portal is stopped afterwards.
  private static func notice(of arguments: [String]) async throws -> String {
    let process = Process()
    process.executableURL = CommandLineTool.executable
    process.arguments = ["simulate"] + arguments
    process.environment = [:]
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    defer { process.terminate() }
    return await withCheckedContinuation { continuation in
      // Reading blocks, and the shared pools have few threads, so this uses its own thread.
      Thread.detachNewThread {
        var printed = Data()
        // The portal prints the example last; a process that ends without it closes the pipe.
        while printed.range(of: Data("kakapo call".utf8)) == nil {
          let more = pipe.fileHandleForReading.availableData
          if more.isEmpty { break }
          printed += more
        }
        continuation.resume(returning: String(decoding: printed, as: UTF8.self))
      }
    }
  }
}

extension [String] {
  /// Each option and its value as one argument, so that a value may begin with a hyphen.
  fileprivate var joinedToOptions: [String] {
    stride(from: 0, to: count, by: 2).map { "\(self[$0])=\(self[$0 + 1])" }
  }
}
