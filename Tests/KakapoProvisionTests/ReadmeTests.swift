import Foundation
import KakapoProvision
import Testing

/// Compares the README with the code.
@Suite
struct ReadmeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The cells of the rows below a table's head.
  private static func rows(below head: String) throws -> [[String]] {
    let lines = try text(of: "README.md").components(separatedBy: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix(head) })
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test
  func theTableOfMethodsIsTheContract() throws {
    let written = try Self.rows(below: "| method | known |")
    let expected = Contract.builtIn.operations.map { operation in
      [
        "`\(operation.name)`", operation.evidence.rawValue,
        operation.parameters.map { "\($0.name)\($0.isRequired ? "" : "?") (\($0.evidence.rawValue))" }
          .joined(separator: ", "),
        operation.repetition.rawValue,
      ]
    }
    #expect(written == expected)
  }

  @Test
  func theAddressesAreTheContracts() throws {
    let facts = try Self.rows(below: "| fact | value |").map { $0[1] }
    for value in [Contract.builtIn.endpoint, Contract.builtIn.namespace] {
      #expect(facts.contains { $0.contains("`\(value)`") })
    }
  }

  @Test(arguments: ["Onboarding.swift", "ErrorHandling.swift"])
  func theExamplesAreCompiledByTheConsumer(file: String) throws {
    let source = try Self.text(of: "Tests/Consumer/Sources/Consumer/\(file)")
    let blocks = try Self.text(of: "README.md").components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
    let unindented = source.components(separatedBy: "\n").map { line in
      line.hasPrefix("  ") ? String(line.dropFirst(2)) : line
    }.joined(separator: "\n")
    let found = blocks.filter { block in
      unindented.contains(block.replacing("import KakapoProvision\n\n", with: ""))
    }
    #expect(found.count == 1, "No block of the README stands in \(file).")
  }

  @Test
  func theExampleOfATransportIsCompiled() throws {
    let source = try Self.text(of: "Tests/KakapoProvisionTests/Client/TransportExample.swift")
    let blocks = try Self.text(of: "README.md").components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
    #expect(blocks.filter { source.contains($0.replacing("\n", with: "\n  ")) }.count == 1)
  }

  @Test
  func theErrorCodesAreAllThere() throws {
    let written = try Self.rows(below: "| code | what happened |").map { $0[0].filter { $0 != "`" } }
    let source = try Self.text(of: "Sources/KakapoProvision/Errors/ProvisionError.swift")
    let declared = source.matches(of: /public static var (\w+): Code/).map { String($0.1) }
    #expect(!declared.isEmpty && Set(written) == Set(declared))
  }
}
