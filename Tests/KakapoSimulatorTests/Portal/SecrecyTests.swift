import KakapoProvision
import Support
import Testing

@testable import KakapoSimulator

@Suite("Passwords stay hidden")
struct SecrecyTests {
  private static func everything(about value: Any) -> String {
    var text = "\(value) \(String(reflecting: value))"
    dump(value, to: &text)
    return text
  }

  @Test("in the portal, its snapshot, the log of requests and the simulator")
  func nowhere() async throws {
    try await Caller.run { caller in
      let parameters = [
        ("serverHostName", Caller.host), ("newUserName", "admin"), ("newUserPassword", "Portal-pw-77"),
        ("newUserEmail", "e"), ("loginpassword", "Mis-cased-88"), ("loginPassword", "Duplicate-66"),
      ]
      let answer = try await caller.call("AddPortalUser", parameters)
      #expect(answer.success)
      try await caller.call("AddPortalUser", login: [("LoginPassword", "Wrong-case-99")], parameters)

      let requests = caller.simulator.requests
      let text = [
        Self.everything(about: caller.portal), Self.everything(about: caller.portal.snapshot),
        Self.everything(about: caller.portal.state.withLock { $0 }), Self.everything(about: requests),
        Self.everything(about: caller.simulator), Self.everything(about: caller.portal.loginHistory),
      ].joined()
      for secret in ["Portal-pw-77", "hunter2-99", "Mis-cased-88", "Wrong-case-99", "Duplicate-66"] {
        #expect(!text.contains(secret))
      }
      #expect(requests.first?["newUserName"] == "admin")
      #expect(requests.first?.parameters.contains { $0.name == "loginPassword" } == true)
    }
  }
}
