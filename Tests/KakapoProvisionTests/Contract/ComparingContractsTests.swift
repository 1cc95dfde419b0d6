import Foundation
import KakapoProvision
import TestWSDLs
import Testing
import WSDL

/// The tables of the article "Comparing contracts" are true.
@Suite struct ComparingContractsTests {
  /// The rows of the article's tables, without their heads.
  private static let rows: [[String]] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "Sources/KakapoProvision/KakapoProvision.docc/ComparingContracts.md")
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| ---") && !$0.hasPrefix("| what changes") }
      .map { line in
        line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
          $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
        }
      }
  }()

  @Test(arguments: rows.filter { $0.count == 5 })
  func anElementsChangeHasTheEffect(row: [String]) throws {
    #expect(try effect(of: contracts(row) { ServiceText(parameters: $0, components: $1) }) == row[3])
    #expect(try effect(of: contracts(row) { ServiceText(result: $0, components: $1) }) == row[4])
  }

  @Test(arguments: rows.filter { $0.count == 2 })
  func anOperationsChangeHasTheEffect(row: [String]) throws {
    let change = try #require(ContractComparisonTests.changes.first { $0.name == row[0] })
    #expect(
      try effect(of: (Contract(change.old.definitions()), Contract(change.new.definitions()))) == row[1])
  }

  @Test func theTablesAreFound() {
    #expect(Self.rows.count { $0.count == 5 } > 25)
    #expect(Self.rows.count { $0.count == 2 } > 5)
    #expect(Self.rows.allSatisfy { [2, 5].contains($0.count) })
  }

  /// The two contracts of a row: types stand beside the elements.
  private func contracts(
    _ row: [String], _ service: (_ content: String, _ types: String) -> ServiceText
  ) throws -> (Contract, Contract) {
    func contract(_ text: String) throws -> Contract {
      let start = text.firstRange(of: /<s:(complexType|simpleType) name=/)?.lowerBound ?? text.endIndex
      return Contract(try service(String(text[..<start]), String(text[start...])).definitions())
    }
    return (try contract(row[1]), try contract(row[2]))
  }

  private func effect(of contracts: (old: Contract, new: Contract)) -> String {
    let effects = contracts.new.differences(from: contracts.old).map { difference in
      let operation = contracts.old.operation(named: difference.operation ?? "")
      return difference.impact == .harmless
        ? "harmless" : difference.isFollowed(in: operation) ? "followed" : "breaking"
    }
    return ["breaking", "followed", "harmless"].first(where: effects.contains) ?? "no difference"
  }
}
