import Foundation
import KakapoProvision
import KakapoSimulator
import TestTraces

/// The command, and a local portal to call.
struct ToolAtPortal {
  static let password = "hunter2 pä & <hunter2>"

  let tool: CommandLineTool
  let simulator: Simulator
  let folder: URL

  /// Runs a test with the command, a new portal and an empty state directory.
  static func run(_ body: (ToolAtPortal) async throws -> Void) async throws {
    let folder = try TestTraces.makeFolder("kakapo ü")
    defer { TestTraces.remove(folder) }
    let portal = Portal(
      serverHostName: "sp.example.com",
      credentials: Credentials(userName: "interface", password: password))
    try await Simulator.run(portal) { simulator in
      let tool = CommandLineTool(environment: [
        "KAKAPO_ENDPOINT": simulator.endpoint, "KAKAPO_USER": "interface", "KAKAPO_PASSWORD": password,
        "KAKAPO_STATE_DIR": folder.appending(path: "state").path(percentEncoded: false),
      ])
      try await body(ToolAtPortal(tool: tool, simulator: simulator, folder: folder))
    }
  }
}
