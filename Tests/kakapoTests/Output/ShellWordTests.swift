import Foundation
import Testing

@testable import kakapo

@Suite("A shell word")
struct ShellWordTests {
  @Test(
    "is unchanged after a shell has read it",
    arguments: ["plain", "", "two words", "it's", "'", "$(x) `y` \\", "a'\u{301}b", "'\u{FE0F}'", "ü\n"])
  func roundTrip(_ text: String) throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "printf %s \(ShellWord.quoted(text))"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    #expect(Array(printed) == Array(text.utf8))
  }
}
