import Foundation
import KakapoProvision
import KakapoProvisionTesting
import TestTraces
import Testing

@Suite(.timeLimit(.minutes(10)))
struct FileLoginLatchTests {
  private static let endpoint = "https://portal.example.com/P.asmx"
  private static let credentials = Credentials(userName: "interface", password: "hunter2 \"<secret>\"")
  private static let account = LoginAccount(endpoint: endpoint, userName: "interface")

  private static func record(
    userName: String = "interface", operation: String = "AddGroup", secondsAgo: Double = 0
  ) -> LatchRecord {
    LatchRecord(
      endpoint: endpoint, userName: userName, date: Date(timeIntervalSince1970: 1_700_000_000 - secondsAgo),
      operation: operation, serverText: "the account has been locked")
  }

  private static func attempt(_ number: UInt64) -> PendingLogin {
    PendingLogin(number: number, process: 1, host: "here", since: Date(timeIntervalSince1970: 1_700_000_000))
  }

  private static func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = TestTraces.path("latch ü")
    defer { TestTraces.remove(folder) }
    try await body(folder.path(percentEncoded: false))
  }

  @Test
  func aClosedLatchIsSeenByEveryClientWithTheSameFile() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/state/latch.json"
      let one = FileLoginLatch(path: path)
      let other = FileLoginLatch(path: path)
      #expect(try other.state(of: Self.account).record == nil)
      try one.update(Self.account) { _ = $0.fail(Self.record()) }
      #expect(try other.state(of: Self.account).record == Self.record())
      #expect(try other.records() == [Self.record()])
      #expect(try other.open(endpoint: Self.endpoint.uppercased(), userName: "Interface") == [Self.record()])
      #expect(try one.state(of: Self.account).record == nil)
    }
  }

  @Test
  func itIsReadableByItsOwnerOnlyAndHoldsNoPassword() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/latch.json"
      let stub = StubTransport { .failedLogin(of: $0.method) }
      let portal = try ProvisionClient(
        credentials: Self.credentials, transport: stub, latch: FileLoginLatch(path: path))
      _ = try? await portal.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
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
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }
  }

  @Test
  func anotherEndpointOrUserIsNotLatched() async throws {
    try await Self.withFolder { folder in
      let latch = FileLoginLatch(path: folder + "/latch.json")
      try latch.update(Self.account) { _ = $0.fail(Self.record()) }
      for other in [
        LoginAccount(endpoint: "https://other.example.com/", userName: "interface"),
        LoginAccount(endpoint: Self.endpoint, userName: "interface2"),
      ] {
        #expect(try latch.state(of: other).record == nil)
        #expect(try latch.open(endpoint: other.endpoint, userName: other.userName).isEmpty)
      }
      #expect(try latch.state(of: Self.account).record != nil)
    }
  }

  @Test
  func theFirstFailureStaysAndALaterOneHasAnotherTime() async throws {
    try await Self.withFolder { folder in
      let latch = FileLoginLatch(path: folder + "/latch.json")
      try latch.update(Self.account) { _ = $0.fail(Self.record()) }
      try latch.update(Self.account) { _ = $0.fail(Self.record(operation: "DeleteUser")) }
      #expect(try latch.records() == [Self.record()])
      try latch.open(Self.account)
      try latch.update(Self.account) { _ = $0.fail(Self.record(operation: "DeleteUser")) }
      let records = try latch.records()
      #expect(records.map(\.operation) == ["DeleteUser"])
      #expect(records.first?.date == Self.record().date + 1)
    }
  }

  @Test
  func manyWritersLoseNothing() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/latch.json"
      let records = (0..<40).map { Self.record(userName: "user\($0)") }
      try await withThrowingTaskGroup { group in
        for record in records {
          group.addTask {
            let account = LoginAccount(endpoint: record.endpoint, userName: record.userName)
            try FileLoginLatch(path: path).update(account) { _ = $0.fail(record) }
          }
        }
        try await group.waitForAll()
      }
      #expect(try FileLoginLatch(path: path).records().count == 40)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    }
  }

  @Test(arguments: [
    "", "not json", "{\"version\":2,\"salt\":1,\"entries\":[]}", "[]",
    "{\"checksum\":\"0000000000000000\",\"accounts\":[],\"version\":2}",
  ])
  func aFileThatIsNotUnderstoodStopsTheCall(content: String) async throws {
    try await Self.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let path = folder + "/latch.json"
      try content.write(toFile: path, atomically: true, encoding: .utf8)
      let stub = StubTransport { .success(of: $0.method) }
      let portal = try ProvisionClient(
        credentials: Self.credentials, transport: stub, latch: FileLoginLatch(path: path))
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
      let trial = try one.claimTrial(of: Self.account)
      #expect(trial != nil)
      #expect(try other.claimTrial(of: Self.account) == nil)
      trial?.release()
      #expect(try other.claimTrial(of: Self.account) != nil)
      // A process that has just released the trial lets other processes go first.
      #expect(try one.claimTrial(of: Self.account) == nil)
    }
  }

  /// Two latches on one file act like two processes, because they share only the file.
  @Test
  func processesThatStartTogetherWithAWrongPasswordMakeOneRequest() async throws {
    try await Self.withFolder { folder in
      let stub = StubTransport { .failedLogin(of: $0.method) }
      let portals = try (0..<8).map { _ in
        try ProvisionClient(
          credentials: Self.credentials, transport: stub,
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

  // MARK: Damage

  /// Flips every bit of the file once; no result opens the latch.
  @Test
  func noFlippedBitOpensTheLatch() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/latch.json"
      try FileLoginLatch(path: path).update(Self.account) { _ = $0.fail(Self.record()) }
      let good = try Data(contentsOf: URL(filePath: path))
      var closed = 0
      for bit in 0..<(good.count * 8) {
        var bad = good
        bad[bit / 8] ^= 1 << UInt8(bit % 8)
        try bad.write(to: URL(filePath: path))
        #expect(throws: FileLoginLatchError.self, "bit \(bit)") {
          try FileLoginLatch(path: path).state(of: Self.account)
        }
        closed += 1
      }
      #expect(closed == good.count * 8 && closed > 1000)
    }
  }

  @Test
  func aLatchOfTheFirstVersionStaysClosed() async throws {
    try await Self.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let path = folder + "/latch.json"
      try """
      {"entries":[{"fingerprint":7,"record":{"date":"2023-11-14T22:13:20Z","endpoint":"\(Self.endpoint)",
      "operation":"AddGroup","serverText":"the account has been locked","userName":"interface"}}],
      "salt":1,"version":1}
      """.write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
      #expect(try FileLoginLatch(path: path).records() == [Self.record()])
    }
  }

  // MARK: Refusals of the system

  /// A file that can't be written stops the call before it is sent; otherwise the next login would be one too many.
  @Test(arguments: ["link", "folder", "foreign folder", "lock link", "trial link"])
  func aPlaceThatIsNotSafeStopsTheCall(kind: String) async throws {
    try await Self.withFolder { folder in
      let files = FileManager.default
      try files.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let path = folder + "/latch.json"
      let target = folder + "/elsewhere.json"
      switch kind {
      case "link":
        try FileLoginLatch(path: target).update(Self.account) { _ = $0.open() }
        try files.createSymbolicLink(atPath: path, withDestinationPath: target)
      case "lock link": try files.createSymbolicLink(atPath: path + ".lock", withDestinationPath: target)
      case "trial link": try files.createSymbolicLink(atPath: path + ".trial", withDestinationPath: target)
      case "folder": try files.createDirectory(atPath: path, withIntermediateDirectories: false)
      default: try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
      }
      let stub = StubTransport { .success(of: $0.method) }
      let portal = try ProvisionClient(
        credentials: Self.credentials, transport: stub, latch: FileLoginLatch(path: path))
      let error = await #expect(throws: ProvisionError.self) {
        try await portal.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
      }
      #expect(error?.code == .latchUnavailable, "\(String(describing: error))")
      #expect(stub.requests.isEmpty)
    }
  }

  // MARK: Abandoned trials

  @Test
  func oneMoreTryFollowsATrialThatWasLeftBehindAndNoSecondOne() async throws {
    try await Self.withFolder { folder in
      let path = folder + "/latch.json"
      let stub = StubTransport { .success(of: $0.method) }
      // The state that a process leaves if it dies while its login is in flight.
      let leave = { (number: UInt64) in
        _ = try FileLoginLatch(path: path).update(Self.account) { state in
          state.begin(Self.attempt(number)) { _ in Self.record() }
        }
      }
      let call = {
        _ = try await ProvisionClient(
          credentials: Self.credentials, configuration: .init(endpoint: Self.endpoint), transport: stub,
          latch: FileLoginLatch(path: path)
        ).deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
      }
      try leave(1)
      #expect(try FileLoginLatch(path: path).state(of: Self.account).trial == Self.attempt(1))
      try await call()
      #expect(try FileLoginLatch(path: path).state(of: Self.account).abandonedTrials == 0)
      try leave(2)
      try leave(3)
      let error = await #expect(throws: ProvisionError.self) { try await call() }
      #expect(error?.code == .loginLatched)
      #expect(error?.description.contains("2 processes ended") == true)
      #expect(stub.requests.count == 1)
      #expect(try FileLoginLatch(path: path).records().map(\.cause) == [.abandoned])
    }
  }
}
