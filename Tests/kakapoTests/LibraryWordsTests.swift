import Foundation
import Testing

/// The libraries' texts don't mention the command line, because programs use the libraries.
struct LibraryWordsTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources").standardizedFileURL

  @Test func noTextOfALibraryNamesAFlagOrASubcommand() throws {
    let files = FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil)
    let command = Self.sources.appending(path: "kakapo/").path
    var count = 0
    for case let file as URL in try #require(files)
    where file.pathExtension == "swift" && !file.path.hasPrefix(command) {
      count += 1
      let lines = try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where !line.drop(while: \.isWhitespace).hasPrefix("//") {
        // A style sheet has variables of this form.
        let hasFlag = line.contains(#/["`\s(]--[a-z]{2,}(?![a-z:-])/#) && !line.contains("var(--")
        let hasCommand = line.contains(#/`kakapo [a-z]/#)
        #expect(!hasFlag && !hasCommand, "\(file.lastPathComponent):\(index + 1): \(line)")
      }
    }
    #expect(count > 100)
  }
}
