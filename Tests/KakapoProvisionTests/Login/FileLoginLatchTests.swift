import Foundation
import KakapoProvision
import KakapoProvisionTesting
import TestTraces
import Testing

@Suite(.timeLimit(.minutes(2)))
struct FileLoginLatchTests {
  private static let login = LoginIdentity(
    endpoint: "https://portal.example.com/P.asmx",
    credentials: Credentials(userName: "interface", password: "hunter2 \"<secret>\""))

  private static func record(
    _ login: LoginIdentity = login, operation: String = "AddGroup", secondsAgo: Double = 0
  ) -> LatchRecord {
    // Whole seconds: the file keeps no fractions.
    LatchRecord(
      endpoint: login.endpoint, userName: login.credentials.userName,
      date: Date(timeIntervalSince1970: 1_700_000_000 - secondsAgo), operation: operation,
      serverText: "the account has been locked")
  }

  private static func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = TestTraces.path("latch ü")
    defer { TestTraces.remove(folder) }
    try await body(folder.path(percentEncoded: false))
  }

  @Test
  func aClosedLatchIsSeenByEverybodyWhoNamesTheFile() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/state/latch.json"
      let one = FileLoginLatch(path: path)
      let other = FileLoginLatch(path: path)
      #expect(try other.record(for: Self.login) == nil)
      try one.close(for: Self.login, because: Self.record())
      #expect(try other.record(for: Self.login) == Self.record())
      #expect(try other.records() == [Self.record()])
      #expect(try other.open(endpoint: Self.login.endpoint, userName: "interface") == [Self.record()])
      #expect(try one.record(for: Self.login) == nil)
    }
  }

  @Test
  func itIsReadableByItsOwnerOnlyAndHoldsNoPassword() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/latch.json"
      let latch = FileLoginLatch(path: path)
      try latch.close(for: Self.login, because: Self.record())
      _ = try latch.claimTrial(of: Self.login)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(names == ["latch.json", "latch.json.lock", "latch.json.trial"])
      for name in names {
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600, "\(name)")
      }
      #expect(
        try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? NSNumber == 0o700)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(!text.contains("hunter2") && text.contains("interface"))
    }
  }

  @Test
  func anotherPasswordOrEndpointIsNotLatched() async throws {
    try await Self.withFolder { folder in
      let latch = FileLoginLatch(path: folder + "/latch.json")
      try latch.close(for: Self.login, because: Self.record())
      // The fingerprint has 16 bits: of 64 other passwords one may collide, two hardly ever do.
      let collisions = try (0..<64).count { number in
        let other = Credentials(userName: "interface", password: "hunter2 \(number)")
        return try latch.record(for: LoginIdentity(endpoint: Self.login.endpoint, credentials: other)) != nil
      }
      #expect(collisions <= 1)
      let elsewhere = LoginIdentity(
        endpoint: "https://other.example.com/", credentials: Self.login.credentials)
      #expect(try latch.record(for: elsewhere) == nil)
      #expect(try latch.open(endpoint: elsewhere.endpoint, userName: "interface").isEmpty)
      #expect(try latch.record(for: Self.login) != nil)
    }
  }

  @Test
  func closingAgainReplacesTheRecord() async throws {
    try await Self.withFolder { folder in
      let latch = FileLoginLatch(path: folder + "/latch.json")
      try latch.close(for: Self.login, because: Self.record(secondsAgo: 60))
      try latch.close(for: Self.login, because: Self.record(operation: "DeleteUser"))
      #expect(try latch.records().map(\.operation) == ["DeleteUser"])
    }
  }

  @Test
  func manyWritersLoseNothing() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/latch.json"
      let logins = (0..<40).map {
        LoginIdentity(
          endpoint: "https://p/", credentials: Credentials(userName: "user\($0)", password: "hunter2"))
      }
      try await withThrowingTaskGroup { group in
        for login in logins {
          group.addTask { try FileLoginLatch(path: path).close(for: login, because: Self.record(login)) }
        }
        try await group.waitForAll()
      }
      #expect(try FileLoginLatch(path: path).records().count == 40)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    }
  }

  @Test(arguments: ["", "not json", "{\"version\":2,\"salt\":1,\"entries\":[]}", "[]"])
  func aFileThatIsNotUnderstoodStopsTheCall(content: String) async throws {
    try await Self.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let path = folder + "/latch.json"
      try content.write(toFile: path, atomically: true, encoding: .utf8)
      let stub = StubTransport { .success(of: $0.method) }
      let portal = try ProvisionClient(
        credentials: Self.login.credentials, transport: stub, latch: FileLoginLatch(path: path))
      let error = await #expect(throws: ProvisionError.self) {
        try await portal.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
      }
      #expect(error?.code == .latchUnavailable)
      #expect(error?.description.contains(path) == true)
      #expect(stub.requests.isEmpty)
    }
  }

  @Test
  func theTrialIsGivenToOneAtATime() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/latch.json"
      let one = FileLoginLatch(path: path)
      let other = FileLoginLatch(path: path)
      let trial = try one.claimTrial(of: Self.login)
      #expect(trial != nil)
      #expect(try other.claimTrial(of: Self.login) == nil)
      trial?.release()
      #expect(try other.claimTrial(of: Self.login) != nil)
    }
  }

  /// Two latches on one file are to each other what two processes are: only the file joins them.
  @Test
  func processesThatStartTogetherWithAWrongPasswordMakeOneRequest() async throws {
    try await Self.withFolder { folder in
      let stub = StubTransport { .failedLogin(of: $0.method) }
      let portals = try (0..<8).map { _ in
        try ProvisionClient(
          credentials: Self.login.credentials, transport: stub,
          latch: FileLoginLatch(path: folder + "/latch.json"))
      }
      let codes = await withTaskGroup { group in
        for portal in portals {
          group.addTask {
            do {
              try await portal.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
              return nil as ProvisionError.Code?
            } catch {
              return (error as? ProvisionError)?.code
            }
          }
        }
        return await group.reduce(into: [:] as [ProvisionError.Code?: Int]) { $0[$1, default: 0] += 1 }
      }
      #expect(stub.requests.count == 1)
      #expect(codes == [.loginFailed: 1, .loginLatched: 7])
    }
  }
}
