import KakapoProvision
import Testing
import XMLCore

@testable import KakapoSimulator

@Suite("Pages and forms")
struct PagesTests {
  @Test("the help page lists every operation")
  func help() async throws {
    try await Caller.run { caller in
      let response = try await caller.get("")
      #expect(response.status == 200)
      #expect(response.headers["content-type"]?.hasPrefix("text/html") == true)
      for operation in Contract.builtIn.operations {
        #expect(response.text.contains("href=\"ProvisionV3.asmx?op=\(operation.name)\""))
      }
    }
  }

  @Test(
    "the page of an operation shows its parameters and a sample",
    arguments: Contract.builtIn.operations.map(\.name))
  func operation(name: String) async throws {
    let operation = try #require(Contract.builtIn.operation(named: name))
    try await Caller.run { caller in
      let response = try await caller.get("?op=\(operation.name)")
      #expect(response.status == 200)
      for name in ["loginUserName", "loginPassword"] + operation.parameters.map(\.name) {
        #expect(response.text.contains("name=\"\(name)\""))
        #expect(response.text.contains("&lt;\(name)&gt;"))
      }
      #expect(response.text.contains("SOAPAction: \"http://kakaposystems.com/\(operation.name)\""))
    }
  }

  @Test("the page of an unknown operation names it, escaped")
  func unknownOperation() async throws {
    try await Caller.run { caller in
      let response = try await caller.get("?op=%3Cb%3E")
      #expect(response.text.contains("&lt;b&gt;"))
      #expect(!response.text.contains("<b>"))
    }
  }

  private static let form =
    "loginUserName=parentprovision&loginPassword=hunter2-99-%C2%A7&serverHostName=im.example.com"

  private static func post(_ caller: Caller, _ method: String, _ form: String, verb: String = "POST")
    async throws -> RawResponse
  {
    try await caller.send(
      verb, path: "/KakapoProvision/ProvisionV3.asmx/\(method)",
      headers: [("Content-Type", "application/x-www-form-urlencoded")], body: Array(form.utf8))
  }

  @Test("a form from loopback is answered with only the result")
  func form() async throws {
    try await Caller.run { caller in
      let response = try await Self.post(
        caller, "AddReseller", Self.form + "&resellerId=a+b%26c&resellerName=")
      #expect(response.status == 200)
      #expect(response.headers["content-type"] == "text/xml; charset=utf-8")
      let result = try XMLReader().read(response.body)
      #expect(result.name == "ProvisionResult")
      #expect(result.namespace == Caller.namespace)
      #expect(result.child("success")?.text == "true")
      #expect(caller.portal.snapshot.systemProviders.first?.resellers.map(\.id) == ["a b&c"])
      #expect(caller.simulator.requests.first?["resellerId"] == "a b&c")
      #expect(caller.simulator.requests.first?["loginPassword"] == nil)
    }
  }

  @Test("a form without a parameter, for an unknown method, or of another kind is an error")
  func formErrors() async throws {
    try await Caller.run { caller in
      let missing = try await Self.post(caller, "AddReseller", Self.form)
      #expect(missing.status == 500)
      #expect(missing.text == "Missing parameter: resellerId.")
      let unknown = try await Self.post(caller, "Nothing", Self.form)
      #expect(unknown.status == 500)
      #expect(unknown.text.contains("method name is not valid"))
      let number = try await Self.post(
        caller, "AddResellerLicenseSubPurchase",
        Self.form + "&resellerId=r&applicationName=UnityMobile&licenseType=Standard&quantity=x")
      #expect(number.status == 500)
      #expect(number.text.contains("Int32"))
      let get = try await Self.post(caller, "AddReseller", "", verb: "GET")
      #expect(get.status == 500)
      #expect(get.text.contains("unexpectedly ending in"))
      #expect(caller.portal.loginHistory.isEmpty)
    }
  }

  @Test("a form from another address is refused with an HTML page")
  func formFromElsewhere() {
    let request = ServiceRequest(
      method: "POST", path: ASMXService.path + "/AddReseller",
      headers: ["content-type": "application/x-www-form-urlencoded"], body: Array(Self.form.utf8),
      peerAddress: "192.0.2.1")
    let service = ASMXService(portal: Portal(), options: .init())
    guard case .reply(let reply, .unreadable, method: "AddReseller") = service.read(request) else {
      Issue.record("the form was read")
      return
    }
    #expect(reply.status == 500)
    #expect(reply.contentType?.hasPrefix("text/html") == true)
  }

  @Test("letter case in the path doesn't matter")
  func pathCase() async throws {
    try await Caller.run { caller in
      let response = try await caller.send("GET", path: "/kakapoprovision/provisionv3.ASMX")
      #expect(response.status == 200)
    }
  }
}
