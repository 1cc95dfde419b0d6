import Foundation
import KakapoProvision
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ContractShowCommandTests {
  @Test
  func theTableHasEveryMethodWithItsMark() async throws {
    let text = try await CommandLineTool()("contract", "show").standardOutput
    for operation in Contract.builtIn.operations {
      let line = text.split(separator: "\n").first { $0.hasPrefix(operation.name + " ") }
      let cells = line?.split(separator: " ") ?? []
      #expect(cells.dropFirst().first == Substring(operation.evidence.rawValue), "\(operation.name)")
    }
    #expect(text.contains(Contract.builtIn.namespace))
  }

  @Test(arguments: ["AddMediaStream", "AddGroup"])
  func aMethodIsShownWithItsParameters(method: String) async throws {
    let operation = try #require(Contract.builtIn.operation(named: method))
    let text = try await CommandLineTool()("contract", "show", method).standardOutput
    for parameter in operation.parameters {
      let line = text.split(separator: "\n").first { $0.hasPrefix(parameter.name + " ") }
      let cells = line?.split(separator: " ").map(String.init) ?? []
      #expect(
        cells.dropFirst().prefix(3) == [
          parameter.schemaType, parameter.isRequired ? "yes" : "no", parameter.evidence.rawValue,
        ])
    }
  }

  @Test
  func jsonHasEveryParameter() async throws {
    let json = try DeviatingPortal.json(try await CommandLineTool()("contract", "show", "--output", "json"))
    let methods = try #require(json["methods"] as? [[String: Any]])
    let names = methods.map { method in
      (method["parameters"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    }
    #expect(names == Contract.builtIn.operations.map { $0.parameters.map(\.name) })
    let lines = try await CommandLineTool()("contract", "show", "--parameters").standardOutput
    #expect(lines.contains("AddMediaStream"))
    #expect(lines.contains("mediaStreamType"))
  }

  @Test
  func anUnknownMethodIsAMisuse() async throws {
    let output = try await CommandLineTool()("contract", "show", "addgroup")
    #expect(output.status == 64 && output.standardError.contains("Did you mean AddGroup?"))
  }
}
