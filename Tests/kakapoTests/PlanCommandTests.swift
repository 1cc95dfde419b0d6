import Foundation
import KakapoProvision
import KakapoSimulator
import TestTraces
import Testing

/// Checking a file and showing the effect of a rollout.
@Suite(.serialized)
struct PlanCommandTests {
  /// The command without a login, and a folder.
  private static func run(_ body: (CommandLineTool, (String, String) throws -> String) async throws -> Void)
    async throws
  {
    let folder = try TestTraces.makeFolder("kakapo")
    defer { TestTraces.remove(folder) }
    // No server listens there, because a plan without reads makes no call.
    let tool = CommandLineTool(environment: [
      "KAKAPO_ENDPOINT": "http://127.0.0.1:9/service.asmx",
      "KAKAPO_STATE_DIR": folder.appending(path: "state").path(percentEncoded: false),
    ])
    try await body(tool) { name, text in
      let file = folder.appending(path: name)
      try Data(text.utf8).write(to: file)
      return file.path(percentEncoded: false)
    }
  }

  private static let header = "serverHostName,resellerId,groupId,broadworksUserId,userName,licenses\n"
  private static let jane = "sp.example.com,Acme,London,jane@acme.example.com,Jane Doe,UnityDesktop/Pro\n"

  @Test("needs no login and no portal when it reads nothing from the portal")
  func offline() async throws {
    try await Self.run { tool, file in
      let path = try file("users.csv", Self.header + Self.jane)
      let plan = try await tool("plan", path)
      #expect(plan.status == 0, "\(plan.standardError)")
      #expect(plan.standardOutput.contains("CSV, UTF-8, comma, 1 row"))
      #expect(plan.standardOutput.contains("1 user to be set up"))
      #expect(plan.standardOutput.contains("Nothing was changed. To apply it: kakapo apply"))
    }
  }

  @Test("accepts the template, but needs a login for its last row")
  func template() async throws {
    try await ToolAtPortal.run { portal in
      let path = portal.folder.appending(path: "users.csv").path(percentEncoded: false)
      let written = try await portal.tool("rollout", "template", "--output-file", path)
      #expect(written.status == 0, "\(written.standardError)")
      let again = try await portal.tool("rollout", "template", "--output-file", path)
      #expect(again.status == 64)
      let plan = try await portal.tool("plan", path)
      #expect(plan.status == 0, "\(plan.standardError)")
      #expect(portal.simulator.portal.snapshot.users.isEmpty)
    }
  }

  @Test("reports every problem with row, column and remedy, and the same in JSON")
  func findings() async throws {
    try await Self.run { tool, file in
      let path = try file(
        "users.csv", Self.header + Self.jane + "sp.example.com,Acme,London,jane,Jane,UnityDesktop/pro\n")
      let plan = try await tool("plan", path)
      #expect(plan.status == 64)
      #expect(
        plan.standardError.contains(
          "row 3, column broadworksUserId: \"jane\" is not of the form name@domain."))
      #expect(plan.standardError.contains("Did you mean UnityDesktop/Pro?"))
      #expect(plan.standardError.contains("2 problems in the input. Nothing was sent."))
      let json = try await tool("plan", path, "--output", "json")
      #expect(json.status == 64)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any])
      let findings = try #require(object["findings"] as? [[String: Any]])
      #expect(findings.map { $0["row"] as? Int } == [3, 3])
    }
  }

  @Test("accepts columns with other names, and refuses unknown ones without a mapping")
  func mapping() async throws {
    try await Self.run { tool, file in
      let text = (Self.header + Self.jane).replacing("userName", with: "Full name")
      let path = try file("users.csv", text)
      let refused = try await tool("plan", path)
      #expect(refused.status == 64)
      #expect(refused.standardError.contains("Full name"))
      let plan = try await tool("plan", path, "--map", "userName=Full name")
      #expect(plan.status == 0, "\(plan.standardError)")
      for wrong in ["userName", "username=Full name", "userName="] {
        #expect(try await tool("plan", path, "--map", wrong).status == 64)
      }
    }
  }

  @Test("saves a plan that is one line of JSON, and prints the same")
  func saved() async throws {
    try await Self.run { tool, file in
      let path = try file("users.csv", Self.header + Self.jane)
      let saved = path.replacing("users.csv", with: "rollout.plan")
      let plan = try await tool("plan", path, "--save", saved, "--output", "json")
      #expect(plan.status == 0, "\(plan.standardError)")
      let text = try String(contentsOfFile: saved, encoding: .utf8)
      #expect(plan.standardOutput.hasSuffix("\"plan\":\(text.dropLast())}\n"))
      #expect(try JSONSerialization.jsonObject(with: Data(plan.standardOutput.utf8)) is [String: Any])
    }
  }

  @Test("overwrites a plan, and no other file")
  func savedOver() async throws {
    try await Self.run { tool, file in
      let path = try file("users.csv", Self.header + Self.jane)
      let over = try await tool("plan", path, "--save", path)
      #expect(over.status == 64)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.header + Self.jane)
      let plan = path.replacing("users.csv", with: "rollout.plan")
      #expect(try await tool("plan", path, "--save", plan).status == 0)
      #expect(try await tool("plan", path, "--save", plan).status == 0)
    }
  }

  @Test("refuses a missing file, and an endpoint that would send the password in the clear")
  func refused() async throws {
    try await Self.run { tool, file in
      let missing = try await tool("plan", "/nonexistent/users.csv")
      #expect(missing.status == 64)
      #expect(missing.standardError.contains("/nonexistent/users.csv"))
      let path = try file("users.csv", Self.header + Self.jane)
      let clear = try await tool("plan", path, "--endpoint", "http://portal.example.com/service.asmx")
      #expect(clear.status == 64)
    }
  }

  @Test("refuses a negative number of deletions")
  func negativeDeletions() async throws {
    try await Self.run { tool, file in
      let path = try file("users.csv", Self.header + Self.jane)
      for command in ["plan", "apply"] {
        let output = try await tool(command, path, "--allow-deletes=-1")
        #expect(output.status == 64)
        #expect(output.standardError.contains("--allow-deletes takes a number, 0 or more"))
      }
      #expect(try await tool("plan", path, "--allow-deletes=0").status == 0)
    }
  }

  @Test("that compares says what it can't see, and what differed in the last finished run")
  func unseen() async throws {
    try await ToolAtPortal.run { portal in
      let file = portal.folder.appending(path: "users.csv")
      let path = file.path(percentEncoded: false)
      let sean = "sp.example.com,Acme,London,sean@acme.example.com,Sean Doe,UnityDesktop/Pro\n"
      try Data((Self.header + Self.jane + sean).utf8).write(to: file)
      let before = try await portal.tool("plan", path, "--compare")
      #expect(!before.standardOutput.contains("does not show"))
      #expect(try await portal.tool("apply", path, "--yes").status == 0)

      let same = try await portal.tool("plan", path, "--compare")
      #expect(
        same.standardOutput.contains(
          "2 users already exist. The service does not show their reseller, group"))
      #expect(!same.standardOutput.contains("since the last finished run"))

      try Data((Self.header + Self.jane.replacing("London", with: "Paris") + sean).utf8).write(to: file)
      let moved = try await portal.tool("plan", path, "--compare")
      #expect(
        moved.standardOutput.contains(
          #"row 2  jane@acme.example.com: group changed from "London" to "Paris" since the last finished run"#
        ))
      let applied = try await portal.tool("apply", path, "--compare", "--yes")
      #expect(applied.standardOutput.contains("what the portal shows matches the file"))
      #expect(applied.standardOutput.contains(#"group changed from "London" to "Paris""#))
      let json = try await portal.tool("plan", path, "--compare", "--output", "json")
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any])
      #expect(object["unseenUsers"] as? Int == 2)
      #expect((object["unseenChanges"] as? [String: String])?.keys.sorted() == ["2"])
    }
  }

  @Test("that waits says for how long the portal asked, as a run does", arguments: ["plan", "apply"])
  func retryAfter(command: String) async throws {
    try await ToolAtPortal.run { portal in
      let file = portal.folder.appending(path: "users.csv")
      try Data((Self.header + Self.jane).utf8).write(to: file)
      portal.simulator.inject(.unavailable(retryAfter: 1), times: 1)
      let output = try await portal.tool.run(
        [command, file.path(percentEncoded: false), "--compare"] + (command == "apply" ? ["--yes"] : []))
      #expect(output.status == 0, "\(output.standardError)")
      #expect(output.standardError.contains("the portal asks for a pause of 1.0 s"))
    }
  }

  @Test("stops at once when the contract's file is missing or isn't a contract")
  func contractFile() async throws {
    try await ToolAtPortal.run { portal in
      let file = portal.folder.appending(path: "users.csv")
      let rows = (1...14).map { Self.jane.replacing("jane@", with: "jane\($0)@") }
      try Data((Self.header + rows.joined()).utf8).write(to: file)
      let path = file.path(percentEncoded: false)
      for contract in [path + ".missing", portal.folder.path(percentEncoded: false)] {
        let missing = try await portal.tool("apply", path, "--yes", "--contract", contract)
        #expect(missing.status == 64, "\(missing.standardError)")
        #expect(missing.standardError.contains("not a readable file"))
        #expect(!FileManager.default.fileExists(atPath: path + ".journal"))
      }
      let other = try await portal.tool("apply", path, "--yes", "--contract", path)
      #expect(other.status == 76, "\(other.standardError)")
      #expect(!other.standardError.contains("retried"))
      #expect(portal.simulator.callCount == 0)
    }
  }
}
