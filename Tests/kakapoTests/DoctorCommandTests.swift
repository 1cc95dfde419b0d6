import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

@Suite(.timeLimit(.minutes(2)))
struct DoctorCommandTests {
  /// The outcome of each step, and the code the command ended with.
  private struct Walk {
    let status: Int32
    let outcomes: [String: String]
    let problem: String

    init(_ output: CommandLineTool.Output) throws {
      status = output.status
      let steps = try #require(try DeviatingPortal.json(output)["steps"] as? [[String: String]])
      outcomes = Dictionary(
        uniqueKeysWithValues: steps.map { ($0["step"] ?? "", $0["outcome"] ?? "") })
      let failed = steps.filter { $0["outcome"] == "problem" }
      problem = failed.map { "\($0["step"] ?? ""): \($0["detail"] ?? "") \($0["advice"] ?? "")" }
        .joined(separator: "\n")
    }

    /// The only step with a problem.
    var failedStep: String { String(problem.prefix { $0 != ":" }) }
  }

  @Test
  func aHealthyWayIsWalkedWithoutALogin() async throws {
    try await DeviatingPortal.run { at in
      let output = try await at.tool("doctor")
      #expect(output.status == 0 && output.standardOutput.contains("No login was sent"), "\(output)")
      let walk = try Walk(try await at.tool("doctor", "--output", "json"))
      #expect(walk.outcomes["tls"] == "skipped")
      for step in ["endpoint", "proxy", "name", "tcp", "http", "wsdl", "contract"] {
        #expect(walk.outcomes[step] == "ok", "\(step)")
      }
    }
  }

  @Test
  func eachTroubleIsFoundAtItsStep() async throws {
    let cases: [(Injection, step: String, status: Int32, words: String)] = [
      (.page(status: 403), "http", 78, "access list"),
      (.page(status: 404), "http", 78, "path"),
      (.page(status: 503), "http", 76, "maintenance"),
      (.connectionDropped, "http", 69, "127.0.0.1"),
      (
        .page(status: 200, html: "<html><title>Down for repair</title></html>"), "wsdl", 76, "Down for repair"
      ),
      (.malformedXML, "wsdl", 76, "cannot be read as WSDL"),
    ]
    try await DeviatingPortal.run { at in
      for (injection, step, status, words) in cases {
        at.simulator.inject(injection, into: .wsdl)
        let walk = try Walk(try await at.tool("doctor", "--output", "json"))
        #expect(walk.failedStep == step && walk.status == status, "\(walk)")
        #expect(walk.problem.contains(words), "\(walk.problem)")
        #expect(walk.outcomes["contract"] == "skipped")
      }
    }
  }

  @Test
  func driftThatBreaksIsFoundAndFollowedDriftIsNot() async throws {
    try await DeviatingPortal.run {
      $0.deviation.renamedParameters = ["loginPassword": "secretWord"]
    } _: { at in
      let walk = try Walk(try await at.tool("doctor", "--login", "--yes", "--output", "json"))
      #expect(walk.failedStep == "contract" && walk.status == 76)
      #expect(walk.problem.contains("loginPassword") && walk.problem.contains("contract check"))
      #expect(walk.outcomes["login"] == "skipped")
    }
    try await DeviatingPortal.run {
      $0.deviation.reversesParameters = true
    } _: { at in
      let output = try await at.tool("doctor")
      #expect(output.status == 0 && output.standardOutput.contains("are followed"), "\(output)")
    }
  }

  @Test
  func anAddressThatIsNotOnTheListIsTold() async throws {
    try await DeviatingPortal.run {
      $0.allowedAddresses = ["192.0.2.1"]
    } _: { at in
      let output = try await at.tool("doctor")
      #expect(output.status == 78)
      #expect(
        output.standardOutput.contains("PROBLEM  http") && output.standardOutput.contains("access list"))
    }
  }

  @Test
  func aClosedPortIsATroubleOfTCP() async throws {
    let port = try HeldPort(isListening: false)
    let walk = try Walk(
      try await CommandLineTool()(
        "doctor", "--endpoint", "https://127.0.0.1:\(port.number)/", "--output", "json"))
    #expect(walk.failedStep == "tcp" && walk.status == 69)
    #expect(walk.problem.contains("refused") && walk.outcomes["http"] == "skipped")
  }

  @Test(arguments: [("http", "http"), ("https", "tls")])
  func aSilentServerEndsWithTheTime(scheme: String, step: String) async throws {
    let port = try HeldPort(isListening: true)
    let start = ContinuousClock.now
    let walk = try Walk(
      try await CommandLineTool()(
        "doctor", "--endpoint", "\(scheme)://127.0.0.1:\(port.number)/", "--timeout", "0.5", "--output",
        "json"))
    #expect(walk.failedStep == step && walk.status == 69, "\(walk)")
    #expect(walk.outcomes["tcp"] == "ok")
    // Far more than the timeout, far less than the default one.
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test
  func aServerWithoutTLSIsATroubleOfTLS() async throws {
    try await DeviatingPortal.run { at in
      let walk = try Walk(
        try await at.tool(
          "doctor", "--endpoint", "https://127.0.0.1:\(at.simulator.port)/P.asmx", "--output", "json"))
      #expect(walk.failedStep == "tls" && walk.status == 69, "\(walk)")
    }
  }

  @Test
  func namesAndEndpointsThatCannotBeAreTold() async throws {
    // A label of more than 63 characters is refused by the resolver without asking anybody.
    let host = String(repeating: "x", count: 70) + ".invalid"
    let unknown = try Walk(
      try await CommandLineTool()("doctor", "--endpoint", "https://\(host)/", "--output", "json"))
    #expect(unknown.failedStep == "name" && unknown.status == 69, "\(unknown)")
    let plain = try Walk(
      try await CommandLineTool()("doctor", "--endpoint", "http://example.com/", "--output", "json"))
    #expect(plain.failedStep == "endpoint" && plain.status == 64)
    #expect(plain.problem.contains("https"))
  }

  @Test
  func aProxyThatIsInTheWayIsNamedWithoutItsPassword() async throws {
    let port = try HeldPort(isListening: false)
    var tool = CommandLineTool(environment: ["https_proxy": "http://me:hidden@127.0.0.1:\(port.number)"])
    let output = try await tool("doctor", "--endpoint", "https://portal.example.com/")
    #expect(output.status == 69)
    #expect(output.standardOutput.contains("no_proxy does not name portal.example.com"))
    #expect(output.standardOutput.contains("PROBLEM  tcp") && !output.standardOutput.contains("hidden"))
    tool.environment["no_proxy"] = ".example.com"
    let host = String(repeating: "x", count: 70) + ".example.com"
    let passed = try await tool("doctor", "--endpoint", "https://\(host)/")
    #expect(passed.standardOutput.contains("but no_proxy names") && passed.status == 69)
  }

  @Test
  func theLoginIsTriedOnlyWithConsent() async throws {
    try await ToolAtPortal.run { at in
      let unasked = try await at.tool("doctor", "--login")
      #expect(at.simulator.callCount == 0 || unasked.status == 0)
      let output = try await at.tool("doctor", "--login", "--yes")
      #expect(output.status == 0 && output.standardOutput.contains("accepts the login"), "\(output)")
      #expect(at.simulator.calls(of: "GetUserLicenses").count == at.simulator.callCount)
      #expect(!output.standardOutput.contains(ToolAtPortal.password))
    }
  }

  @Test
  func aWrongPasswordClosesTheSharedLatch() async throws {
    try await ToolAtPortal.run { at in
      var tool = at.tool
      tool.environment["KAKAPO_PASSWORD"] = "wrong"
      let first = try Walk(try await tool("doctor", "--login", "--yes", "--output", "json"))
      #expect(first.failedStep == "login" && first.status == 77)
      let second = try Walk(try await tool("doctor", "--login", "--yes", "--output", "json"))
      #expect(second.failedStep == "login" && second.status == 77)
      #expect(at.simulator.callCount == 1)
      #expect(try await tool("latch").standardOutput.contains("interface"))
    }
  }

  @Test
  func aLoginNeedsAUser() async throws {
    let output = try await CommandLineTool()(
      "doctor", "--login", "--yes", "--endpoint", "http://127.0.0.1:1/")
    #expect(output.status == 64 && output.standardError.contains("KAKAPO_USER"))
  }
}
