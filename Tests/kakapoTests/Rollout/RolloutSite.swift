import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file of users for the command, and a portal that already has some of them.
struct SampleRollout: Sendable {
  /// The users that the portal has before the rollout.
  var existing: [UserRow] = []
  /// The rows of the file.
  var rows: [UserRow]
  /// The options of every run.
  var options: [String] = []

  /// Runs a test with a new portal.
  func run(_ body: (RolloutSite) async throws -> Void) async throws {
    try await ToolAtPortal.run { at in
      let site = RolloutSite(at: at, options: options)
      try await site.setUp(existing)
      try site.write(rows)
      try await body(site)
    }
  }

  /// The portal's content after an undisturbed rollout.
  func undisturbedEnd() async throws -> PortalSnapshot {
    var end: PortalSnapshot?
    try await run { site in
      let output = try await site.apply()
      #expect(output.status == 0, "\(output.standardError)")
      end = site.snapshot
    }
    return try #require(end)
  }
}

/// The command, a file of users and a portal.
struct RolloutSite: Sendable {
  let tool: CommandLineTool
  let simulator: Simulator
  let folder: URL
  let options: [String]

  init(at: ToolAtPortal, options: [String] = []) {
    tool = at.tool
    simulator = at.simulator
    folder = at.folder
    self.options = options
  }

  var file: String { path("users.csv") }
  var journal: String { file + ".journal" }
  var snapshot: PortalSnapshot { simulator.portal.snapshot }

  /// A file of this site.
  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  /// Writes the file of users.
  func write(_ rows: [UserRow], to name: String = "users.csv") throws {
    try Data(UserRow.table(rows).utf8).write(to: folder.appending(path: name))
  }

  /// The arguments of a run of the file; on a busy machine a call may take minutes.
  func arguments(_ more: [String]) -> [String] {
    ["apply", file, "--yes", "--timeout", "600"] + options + more
  }

  /// Applies the file.
  func apply(_ more: String...) async throws -> CommandLineTool.Output { try await tool.run(arguments(more)) }

  /// Begins to apply the file.
  func start(_ more: String...) throws -> StartedTool { try StartedTool(tool, arguments(more)) }

  /// Sets users up without the command, and forgets the requests.
  func setUp(_ rows: [UserRow]) async throws {
    guard !rows.isEmpty else { return }
    var configuration = ProvisionClient.Configuration(endpoint: simulator.endpoint)
    configuration.contractCheck = .off
    let client = try ProvisionClient(
      credentials: Credentials(userName: "interface", password: ToolAtPortal.password),
      configuration: configuration, latch: MemoryLoginLatch())
    let plan = RolloutPlan(try RolloutInput(rows: rows), endpoint: simulator.endpoint)
    let summary = try await RolloutRun.startUnjournaled(plan, client: client).finish()
    try #require(summary.progress.done == rows.count)
    client.close()
    await simulator.waitUntilNoClientIsConnected()
    simulator.forgetRequests()
  }
}

extension Simulator {
  /// Waits until every request has been carried out after its senders are gone.
  ///
  /// The connections of a killed process may still hold its last bytes. The server closes a connection after it has
  /// read it to its end.
  func waitUntilNoClientIsConnected() async {
    #if os(Linux)
    let number = String(port, radix: 16, uppercase: true)
    let local = ":" + String(repeating: "0", count: 4 - number.count) + number
    while true {
      let table = Simulator.connections()
      // Local address, remote address and state: established, or closed only by the other side.
      let isConnected = table.split(separator: "\n").contains { line in
        let cells = line.split(separator: " ", maxSplits: 4)
        return cells.count > 3 && cells[1].hasSuffix(local) && (cells[3] == "01" || cells[3] == "08")
      }
      if !isConnected { return }
      await Task.yield()
    }
    #endif
  }

  #if os(Linux)
  /// The system's table of TCP connections, read to its end because it comes in pieces.
  private static func connections() -> String {
    let descriptor = open("/proc/self/net/tcp", O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 * 1024)
    while case let count = read(descriptor, &part, part.count), count > 0 { bytes += part[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
  #endif

  /// Waits until the portal holds this many calls of a run at once.
  ///
  /// - Returns: Whether it does; `false` if the run ended before.
  func holds(_ count: Int, from run: StartedTool) async -> Bool {
    await !run.ends { await self.waitForHeldCalls(count) }
  }
}

extension UserRow {
  /// A test user.
  static func user(
    _ number: Int, _ licenses: [License] = [.unityDesktop(.pro), .unityMobile(.standard)],
    state: State = .present
  ) -> UserRow {
    UserRow(
      number: number, serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "Acme Ltd",
      groupId: "Group\(number % 3)", groupName: "Group, \(number % 3)",
      broadworksUserId: "user\(number)@acme.example.com", userName: "User \(number)", licenses: licenses,
      state: state)
  }

  /// The content of a file of users with these rows.
  static func table(_ rows: [UserRow]) -> String {
    var text =
      "serverHostName;resellerId;resellerName;groupId;groupName;broadworksUserId;userName;licenses;state\r\n"
    for row in rows {
      let cells: [String] = [
        row.serverHostName, row.resellerId, row.resellerName ?? "", row.groupId, row.groupName ?? "",
        row.broadworksUserId, row.userName,
        row.licenses.map { "\($0.applicationName)/\($0.licenseType)" }.joined(separator: "; "),
        row.state.rawValue,
      ]
      text += cells.map { "\"\($0)\"" }.joined(separator: ";") + "\r\n"
    }
    return text
  }
}
