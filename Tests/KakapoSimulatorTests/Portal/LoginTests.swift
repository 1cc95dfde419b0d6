import KakapoProvision
import Testing

@testable import KakapoSimulator

@Suite("Logins")
struct LoginTests {
  private static let name = Caller.credentials.userName
  private static let parameters = [("serverHostName", Caller.host), ("resellerId", "ent1")]
  private static let failedMessage = """
    A login attempt for parentprovision has failed and the account has been locked. \
    Please refer to the login history for further information
    """

  @Test(
    "the first failed one locks the account, whatever the reason",
    arguments: [
      [("loginUserName", name), ("loginPassword", "hunter2-wrong")],
      [("loginUserName", name), ("loginPassword", "opqr-99-§")],
      [("loginUserName", name), ("loginPassword", "")],
      [("loginUserName", name)],
      [("loginUserName", name), ("LoginPassword", "hunter2-99-§")],
      [("loginUserName", name), ("loginPassword", "hunter2-wrong"), ("loginPassword", "hunter2-99-§")],
    ])
  func locks(login: [(String, String)]) async throws {
    try await Caller.run { caller in
      let first = try await caller.call("AddReseller", login: login, Self.parameters)
      #expect(first.response.status == 200)
      #expect(!first.success)
      #expect(first.errorMessage == Self.failedMessage)
      #expect(caller.portal.isLocked(Self.name))

      let right = try await caller.call("AddReseller", Self.parameters)
      #expect(!right.success)
      #expect(right.errorMessage?.hasPrefix("The account has been locked") == true)
      #expect(caller.portal.failedLoginCount(of: Self.name) == 2)
      #expect(caller.portal.loginHistory.map(\.outcome) == [.wrongPassword, .locked])
      #expect(caller.portal.snapshot.systemProviders.first?.resellers.isEmpty == true)
    }
  }

  @Test(
    "an unknown, mis-cased or missing name fails and locks no account",
    arguments: [
      [("loginUserName", "somebody"), ("loginPassword", "hunter2-99-§")],
      [("loginUserName", "ParentProvision"), ("loginPassword", "hunter2-99-§")],
      [("loginUsername", name), ("loginPassword", "hunter2-99-§")],
      [],
    ])
  func unknownName(login: [(String, String)]) async throws {
    try await Caller.run { caller in
      let answer = try await caller.call("AddReseller", login: login, Self.parameters)
      #expect(!answer.success)
      #expect(answer.errorMessage?.contains("has failed and the account has been locked") == true)
      #expect(!caller.portal.isLocked(Self.name))
      #expect(caller.portal.failedLoginCount(of: Self.name) == 0)
      #expect(caller.portal.failedLoginCount() == 1)
      let next = try await caller.call("AddReseller", Self.parameters)
      #expect(next.success)
    }
  }

  @Test("an administrator unlocks the account by hand")
  func unlocks() async throws {
    try await Caller.run { caller in
      try await caller.call("AddReseller", login: [("loginUserName", Self.name)], Self.parameters)
      try caller.portal.unlockInterfaceUser(Self.name)
      let answer = try await caller.call("AddReseller", Self.parameters)
      #expect(answer.success)
      #expect(throws: PortalError.self) { try caller.portal.unlockInterfaceUser("nobody") }
    }
  }

  @Test("a new password does not unlock the account")
  func newPassword() async throws {
    try await Caller.run { caller in
      try await caller.call("AddReseller", login: [("loginUserName", Self.name)], Self.parameters)
      caller.portal.setInterfaceUser(Credentials(userName: Self.name, password: "new"))
      #expect(caller.portal.isLocked(Self.name))
    }
  }

  @Test("the login is checked first")
  func comesFirst() async throws {
    try await Caller.run { caller in
      let answer = try await caller.call("GetUserLicenses", login: [("loginUserName", Self.name)], [])
      #expect(answer.errorMessage == Self.failedMessage)
    }
  }

  @Test("an address that isn't on the access list is refused, and locks no account with any password")
  func accessList() async throws {
    try await Caller.run { caller in
      caller.portal.setInterfaceUser(Caller.credentials, allowedAddresses: ["127.0.0.3"])
      for login in [Caller.login, [("loginUserName", Self.name), ("loginPassword", "hunter2-wrong")]] {
        let answer = try await caller.call("AddReseller", login: login, Self.parameters)
        #expect(answer.response.status == 200)
        #expect(
          answer.errorMessage == "The IP address 127.0.0.1 is not on the access control list of \(Self.name)")
      }
      #expect(!caller.portal.isLocked(Self.name))
      #expect(caller.portal.failedLoginCount() == 0)
      #expect(caller.portal.loginCount([.addressNotAllowed]) == 2)
      let allowed = try await caller.call("AddReseller", Self.parameters, from: "127.0.0.3")
      #expect(allowed.success)
    }
  }

  @Test("an address that isn't on the access list can get the web server's page")
  func accessListPage() async throws {
    var options = Simulator.Options()
    options.answersRejectedAddressWithPage = true
    try await Caller.run(options) { caller in
      caller.portal.setInterfaceUser(Caller.credentials, allowedAddresses: [])
      let response = try await caller.post(
        Caller.envelope("AddReseller", Caller.login), action: Caller.action("AddReseller"))
      #expect(response.status == 403)
      #expect(response.text.contains("403.6"))
    }
  }

  @Test("the history is limited, but the counts aren't")
  func boundedHistory() {
    let portal = Portal(serverHostName: Caller.host, credentials: Caller.credentials)
    let login = Login(userName: "somebody", password: nil)
    for _ in 0..<5_000 { _ = portal.call("AddGroup", login: login, Arguments(), peerAddress: "127.0.0.1") }
    #expect(portal.failedLoginCount() == 5_000)
    #expect((1_000...2_000).contains(portal.loginHistory.count))
  }
}
