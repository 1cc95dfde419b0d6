import Foundation
import KakapoProvision
import KakapoSimulator
import TestTraces
import Testing

/// The command without a login, and a local portal whose contract may differ.
struct DeviatingPortal {
  let tool: CommandLineTool
  let simulator: Simulator
  let folder: URL

  /// Runs a test with the command and a new portal, and checks that no login reached the portal.
  static func run(
    _ change: (inout Simulator.Options) -> Void = { _ in }, _ body: (DeviatingPortal) async throws -> Void
  ) async throws {
    let folder = try TestTraces.makeFolder("kakapo")
    defer { TestTraces.remove(folder) }
    var options = Simulator.Options()
    change(&options)
    try await Simulator.run(Portal(), options: options) { simulator in
      // The environment offers a login, which none of these commands may use.
      let tool = CommandLineTool(environment: [
        "KAKAPO_ENDPOINT": simulator.endpoint, "KAKAPO_STATE_DIR": folder.path(), "KAKAPO_USER": "interface",
        "KAKAPO_PASSWORD": ToolAtPortal.password,
      ])
      try await body(DeviatingPortal(tool: tool, simulator: simulator, folder: folder))
      #expect(simulator.callCount == 0)
      #expect(simulator.requests.allSatisfy { $0.httpMethod == "GET" && $0.parameters.isEmpty })
    }
  }

  /// The JSON that a command printed.
  static func json(_ output: CommandLineTool.Output) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any],
      "\(output.standardOutput)\(output.standardError)")
  }
}
