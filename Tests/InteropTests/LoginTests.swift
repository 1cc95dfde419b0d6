import KakapoProvision
import Testing

extension ASPNETTests {
  /// What a portal behind the real stack sees of logins that are wrong.
  struct LoginTests {
    private static func code(_ client: ProvisionClient) async -> ProvisionError.Code? {
      await Outcome { () throws(ProvisionError) in
        try await client.addReseller(serverHostName: TestedPortal.serverHostName, resellerId: "r")
        return nil
      }.code
    }

    @Test(arguments: TestedPortal.Stack.allCases)
    func twoHundredCallsWithAWrongPasswordAreOneFailedLogin(stack: TestedPortal.Stack) async throws {
      try await TestedPortal.with(stack) { portal in
        let wrong = try portal.client(Credentials(userName: "interface", password: "hunter2-wrong"))
        let codes = await withTaskGroup { group in
          for _ in 0..<200 { group.addTask { await Self.code(wrong) } }
          return await group.reduce(into: [:] as [ProvisionError.Code?: Int]) { $0[$1, default: 0] += 1 }
        }
        #expect(codes == [.loginFailed: 1, .loginLatched: 199])
        #expect(try await portal.failedLoginCount() == 1)
        #expect(try await portal.loginCount() == 1)

        // The account is locked now, also for the right password.
        #expect(await Self.code(try portal.client()) == .loginFailed)
        #expect(try await portal.failedLoginCount() == 2)
        try await portal.unlock()
        let right = try portal.client()
        #expect(await Self.code(right) == nil)
        #expect(await Self.code(right) == .rejected)
        #expect(await Self.code(wrong) == .loginLatched)
        #expect(try await portal.failedLoginCount() == 2)
      }
    }

    @Test(arguments: TestedPortal.Stack.allCases)
    func aNamespaceWithoutItsSlashIsALoginWithoutAName(stack: TestedPortal.Stack) async throws {
      try await TestedPortal.with(stack) { portal in
        let client = try portal.client { $0.namespace = "http://kakaposystems.com" }
        let error = await #expect(throws: ProvisionError.self) {
          try await client.addReseller(serverHostName: TestedPortal.serverHostName, resellerId: "r")
        }
        #expect(error?.code == .loginFailed)
        #expect(error?.serverText?.contains("login attempt for has failed") == true)
        #expect(await Self.code(client) == .loginLatched)
        #expect(try await portal.failedLoginCount() == 1)
      }
    }

    @Test(arguments: TestedPortal.Stack.allCases)
    func anotherNamespaceIsNotRecognised(stack: TestedPortal.Stack) async throws {
      try await TestedPortal.with(stack) { portal in
        let client = try portal.client { $0.namespace = "http://example.com/" }
        #expect(await Self.code(client) == .fault)
        #expect(try await portal.loginCount() == 0)
      }
    }

    @Test(arguments: ["pass wörd 東京 🥝", " <&>\"' ", "a\tb", "a\rb", "a\r\nb", "]]>", "{\u{301}}e\u{301}é"])
    func aPasswordWithOddCharactersIsRight(password: String) async throws {
      let host = try ASPNETHost()
      let credentials = Credentials(userName: "intérface & <co>", password: password)
      try await host.reset(credentials, serverHostName: TestedPortal.serverHostName)
      let client = try ProvisionClient(
        credentials: credentials, configuration: ProvisionClient.Configuration(endpoint: host.endpoint),
        latch: MemoryLoginLatch())
      #expect(await Self.code(client) == nil)
      #expect(try await host.failedLoginCount() == 0)
    }
  }
}
