import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct DoctorCommandTests {
  @Test
  func aHealthyPortalPassesEveryStepWithoutALogin() async throws {
    try await DeviatingPortal.run { at in
      let output = try await at.tool("doctor")
      #expect(output.status == 0 && output.standardOutput.contains("No login was sent"), "\(output)")
      let walk = try DoctorWalk(try await at.tool("doctor", "--output", "json"))
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
        let walk = try DoctorWalk(try await at.tool("doctor", "--output", "json"))
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
      let walk = try DoctorWalk(try await at.tool("doctor", "--login", "--yes", "--output", "json"))
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
  func anAddressThatIsNotOnTheListIsReported() async throws {
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
    try await HeldPort.run(isListening: false) { port in
      let walk = try DoctorWalk(
        try await CommandLineTool()(
          "doctor", "--endpoint", "https://127.0.0.1:\(port)/", "--output", "json"))
      #expect(walk.failedStep == "tcp" && walk.status == 69)
      #expect(walk.problem.contains("refused") && walk.outcomes["http"] == "skipped")
    }
  }

  @Test(arguments: [("http", "http"), ("https", "tls")])
  func aSilentServerEndsWithTheTime(scheme: String, step: String) async throws {
    try await HeldPort.run(isListening: true) { port in
      let start = ContinuousClock.now
      let walk = try DoctorWalk(
        try await CommandLineTool()(
          "doctor", "--endpoint", "\(scheme)://127.0.0.1:\(port)/", "--timeout", "3", "--output",
          "json"))
      #expect(walk.failedStep == step && walk.status == 69, "\(walk)")
      #expect(walk.outcomes["tcp"] == "ok")
      // Far more than the given timeout, far less than the default one.
      #expect(ContinuousClock.now - start < .seconds(30))
    }
  }

  @Test
  func aServerWithoutTLSIsATroubleOfTLS() async throws {
    try await DeviatingPortal.run { at in
      let walk = try DoctorWalk(
        try await at.tool(
          "doctor", "--endpoint", "https://127.0.0.1:\(at.simulator.port)/P.asmx", "--output", "json"))
      #expect(walk.failedStep == "tls" && walk.status == 69, "\(walk)")
    }
  }

  @Test
  func namesAndEndpointsThatCannotBeAreReported() async throws {
    // The resolver refuses a label of more than 63 characters without a query.
    let host = String(repeating: "x", count: 70) + ".invalid"
    let unknown = try DoctorWalk(
      try await CommandLineTool()("doctor", "--endpoint", "https://\(host)/", "--output", "json"))
    #expect(unknown.failedStep == "name" && unknown.status == 69, "\(unknown)")
    let plain = try DoctorWalk(
      try await CommandLineTool()("doctor", "--endpoint", "http://example.com/", "--output", "json"))
    #expect(plain.failedStep == "endpoint" && plain.status == 64)
    #expect(plain.problem.contains("https"))
  }

  @Test
  func aProxyThatIsInTheWayIsNamedWithoutItsPassword() async throws {
    try await HeldPort.run(isListening: false) { port in
      var tool = CommandLineTool(environment: ["https_proxy": "http://me:hidden@127.0.0.1:\(port)"])
      let output = try await tool("doctor", "--endpoint", "https://portal.example.com/")
      #expect(output.status == 69)
      #expect(output.standardOutput.contains("no_proxy does not contain portal.example.com"))
      #expect(output.standardOutput.contains("PROBLEM  tcp") && !output.standardOutput.contains("hidden"))
      tool.environment["no_proxy"] = ".example.com"
      let host = String(repeating: "x", count: 70) + ".example.com"
      let passed = try await tool("doctor", "--endpoint", "https://\(host)/")
      #expect(passed.standardOutput.contains("but no_proxy contains") && passed.status == 69)
    }
  }
}
