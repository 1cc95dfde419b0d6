import Foundation
import KakapoSimulator
import TestServers
import TestTraces
import Testing

@testable import kakapo

@Suite(.serialized, .timeLimit(.minutes(10)))
struct TransportOptionsTests {
  private static let call = [
    "call", "GetUserLicenses", "serverHostName=sp.example.com", "broadworksUserId=jane@acme.example.com",
  ]

  @Test
  func unknownTransportIsNamed() async throws {
    let option = try await CommandLineTool().run(Self.call + ["--transport", "carrier-pigeon"])
    #expect(option.status == 64)
    #expect(option.standardError.contains("urlsession") && option.standardError.contains("libcurl"))
    let variable = try await CommandLineTool(environment: ["KAKAPO_TRANSPORT": "carrier-pigeon"])
      .run(Self.call)
    #expect(variable.status == 64)
    #expect(variable.standardError.contains("KAKAPO_TRANSPORT is \"carrier-pigeon\""))
  }

  @Test(arguments: ["--ca-file", "--client-certificate"])
  func certificatesNeedLibcurl(option: String) async throws {
    let output = try await CommandLineTool().run(
      Self.call + ["--transport", "urlsession", option, "file.pem"])
    #expect(output.status == 64)
    #expect(output.standardError.contains("\(option) needs --transport libcurl"))
  }

  /// The name doesn't exist, so the proxy would have to resolve it.
  @Test
  func proxyThatRefusesIsNamed() async throws {
    let proxy = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.respond(
        "407 Proxy Authentication Required", headers: ["Proxy-Authenticate: Basic realm=\"p\""])
    }
    let folder = try TestTraces.makeFolder("kakapo")
    defer {
      proxy.stop()
      TestTraces.remove(folder)
    }
    let tool = CommandLineTool(environment: [
      "https_proxy": "http://me:pr0xy-secret@\(proxy.authority)", "KAKAPO_USER": "interface",
      "KAKAPO_PASSWORD": "unused", "KAKAPO_STATE_DIR": folder.path(percentEncoded: false),
      "KAKAPO_ENDPOINT": "https://kakapo.invalid/KakapoProvision/ProvisionV3.asmx",
    ])
    let call = [
      "call", "AddReseller", "serverHostName=sp.example.com", "resellerId=Acme", "--contract", "off",
    ]
    for transport in TransportChoice.allCases {
      let output = try await tool.run(call + ["--transport", transport.rawValue])
      #expect(output.status == 69, "\(output)")
      #expect(output.standardError.contains("the proxy \(proxy.authority) asks for a user name and password"))
      #expect(output.standardError.contains("Nothing was sent."))
      #expect(!(output.standardError + output.standardOutput).contains("pr0xy-secret"))
    }
    #expect(proxy.requests.allSatisfy { $0.head.hasPrefix("CONNECT kakapo.invalid:443 ") })
  }

  @Test
  func callsGoOverURLSession() async throws {
    try await ToolAtPortal.run { at in
      let added = try await at.tool(
        "call", "AddReseller", "serverHostName=sp.example.com", "resellerId=Acme", "resellerName=Acme Ltd",
        "--transport", "urlsession")
      #expect(added.status == 0, "\(added)")
      #expect(at.simulator.requests.count { $0.method == "AddReseller" } == 1)
      let walked = try await at.tool("doctor", "--transport", "urlsession")
      #expect(walked.status == 0, "\(walked)")
      #expect(walked.standardOutput.contains("All is well up to the contract."))
    }
  }

  @Test
  func wrongFileIsNamed() async throws {
    try await ToolAtPortal.run { at in
      let output = try await at.tool.run(
        Self.call + ["--ca-file", "/nonexistent/authority.pem"])
      #expect(output.status == 64)
      #expect(output.standardError.contains("/nonexistent/authority.pem cannot be read"))
      #expect(at.simulator.requests.isEmpty)
    }
  }

  /// The address is https and no server listens, so the command must ask the proxy first.
  @Test
  func proxyOfTheEnvironmentIsUsed() async throws {
    try await HeldPort.run(isListening: false) { port in
      let tool = CommandLineTool(environment: [
        "https_proxy": "http://me:pr0xy-secret@127.0.0.1:\(port)", "KAKAPO_USER": "interface",
        "KAKAPO_PASSWORD": "unused", "KAKAPO_STATE_DIR": "/nonexistent",
      ])
      let output = try await tool.run([
        "contract", "fetch", "https://kakapo.invalid/KakapoProvision/ProvisionV3.asmx",
      ])
      #expect(output.status != 0)
      // The name doesn't exist, and a direct connection would fail because of that.
      #expect(output.standardError.contains("refused"), "\(output)")
      #expect(!(output.standardError + output.standardOutput).contains("pr0xy-secret"))
    }
  }
}
