import ArgumentParser
import Foundation
import KakapoProvision
import KakapoSimulator

/// Runs the local portal until a signal stops it.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Run a local portal with the documented behaviour.",
    discussion: """
      For experiments and tests. It listens only on this machine's own address, keeps everything in memory, \
      and forgets it when it stops. Its Interface User is `interface` with the password `simulator`, unless \
      --user and KAKAPO_PASSWORD say otherwise. It locks the account on the first failed login, as the real \
      one does.
      """)

  @Option(help: "The port to listen on; 0 for any free port.")
  var port: UInt16 = 0

  @Option(help: "The Interface User's name.")
  var user = "interface"

  @Option(name: .customLong("server-host-name"), help: "The system provider that exists from the start.")
  var serverHostName = "sp.example.com"

  @Option(
    help: ArgumentHelp(
      "How many licences of a kind the system provider has; repeatable. (default: no limit)",
      valueName: "APPLICATION:TYPE=COUNT"))
  var stock: [String] = []

  @Option(
    name: .customLong("allow"),
    help: ArgumentHelp(
      "An address that calls may come from; repeatable. (default: any)", valueName: "ADDRESS"))
  var allowedAddresses: [String] = []

  @Option(help: "How many milliseconds each call waits before it is carried out.")
  var latency = 0

  @OptionGroup(title: "Random disturbances")
  var disturbances: DisturbanceOptions

  func validate() throws {
    guard !user.isEmpty else { throw ValidationError("--user is empty: give the Interface User's name.") }
    guard !serverHostName.isEmpty else {
      throw ValidationError("--server-host-name is empty: give one, for example sp.example.com.")
    }
    for address in allowedAddresses where !Self.isIPv4(address) {
      throw ValidationError(
        "--allow '\(address)': write an IPv4 address, for example 127.0.0.1. The local "
          + "portal accepts only IPv4.")
    }
    guard latency >= 0 else { throw ValidationError("--latency takes milliseconds, 0 or more.") }
    for entry in stock where StockEntry(entry) == nil {
      throw ValidationError(
        "--stock \(entry): write APPLICATION:TYPE=COUNT, for example UnityDesktop:Pro=10. "
          + "`kakapo licenses` shows the applications and types.")
    }
  }

  func run() async throws {
    let password = Environment["KAKAPO_PASSWORD"]
    let credentials = Credentials(userName: user, password: password ?? "simulator")
    let portal = Portal()
    try portal.addSystemProvider(serverHostName: serverHostName, id: serverHostName)
    portal.setInterfaceUser(
      credentials, allowedAddresses: allowedAddresses.isEmpty ? nil : Set(allowedAddresses))
    for entry in stock.compactMap(StockEntry.init) {
      try portal.stock(entry.license, quantity: entry.count, at: serverHostName)
    }
    var options = Simulator.Options()
    options.port = port
    options.latency = .milliseconds(latency)
    options.randomDisturbances = disturbances.disturbances
    let simulator = try await start(portal, options)
    print(
      """
      The portal listens at \(simulator.endpoint)
      System provider: \(serverHostName). Stop it with Control-C.\(disturbances.notice) In another terminal:

        export KAKAPO_ENDPOINT=\(simulator.endpoint)
        export KAKAPO_USER=\(ShellWord.quoted(user))
        export KAKAPO_PASSWORD=\(password == nil ? "simulator" : "…")
        kakapo call GetUserLicenses \(ShellWord.quoted("serverHostName=\(serverHostName)")) broadworksUserId=jane@acme.example.com
      """)
    fflush(nil)
    let signals = StopSignals { Task { await simulator.stop() } }
    await simulator.waitUntilStopped()
    signals.cancel()
    print(
      "\nStopped after \(simulator.callCount) calls, \(portal.failedLoginCount()) of them with a failed login."
    )
  }

  /// Whether a text is an IPv4 address in the exact form in which the portal sees a caller's address.
  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { part in UInt8(part).map { "\($0)" == part } ?? false }
  }

  private func start(_ portal: Portal, _ options: Simulator.Options) async throws -> Simulator {
    do {
      return try await Simulator.start(portal, options: options)
    } catch {
      Report.complain("\(error)")
      throw ExitStatus.unreachable.exitCode
    }
  }
}

/// The initial number of licences of a kind.
private struct StockEntry {
  let license: License
  let count: Int

  init?(_ text: String) {
    let sides = text.split(separator: "=")
    let halves = sides.first?.split(separator: ":", maxSplits: 1) ?? []
    guard sides.count == 2, halves.count == 2, let count = Int(sides[1]), count >= 0,
      let license = License(
        LicensePair(applicationName: String(halves[0]), licenseType: String(halves[1])))
    else { return nil }
    self.license = license
    self.count = count
  }
}

/// The random disturbances of the local portal.
struct DisturbanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Drop the connection of this share of calls, half of them before the method runs and half after it, "
        + "for example 5%.", valueName: "SHARE"), transform: share)
  var dropped: Double = 0

  @Option(
    help: ArgumentHelp(
      "Answer this share of calls with 503 Service Unavailable; the method does not run.",
      valueName: "SHARE"),
    transform: share)
  var unavailable: Double = 0

  @Option(
    name: .customLong("retry-after"),
    help: ArgumentHelp("The Retry-After of those 503 answers. (default: none)", valueName: "SECONDS"))
  var retryAfter: Int?

  @Option(
    help: ArgumentHelp(
      "Answer this share of calls with an HTML page: half with 502, as a proxy does, without running the "
        + "method, and half with 200 after it ran.", valueName: "SHARE"), transform: share)
  var pages: Double = 0

  @Option(
    help: ArgumentHelp(
      "Let the last CALLS of every EVERY calls wait longer, for example 100/1000@500ms.",
      valueName: "CALLS/EVERY@MILLISECONDSms"), transform: slowPeriods)
  var slow: SlowPeriods?

  @Option(
    help: "Selects the disturbed calls: the same seed and order of calls give the same disturbances.")
  var seed: UInt64 = 1

  func validate() throws {
    guard dropped + unavailable + pages <= 1 else {
      throw ValidationError("--dropped, --unavailable and --pages are more than 100% together.")
    }
    guard let retryAfter else { return }
    guard unavailable > 0 else {
      throw ValidationError("--retry-after needs --unavailable: only those answers have it.")
    }
    guard (0...86_400).contains(retryAfter) else {
      throw ValidationError("--retry-after takes seconds, from 0 to 86400.")
    }
  }

  /// The disturbances; `nil` when none are set.
  var disturbances: RandomDisturbances? {
    var disturbances = RandomDisturbances(seed: seed)
    disturbances.add(.connectionDropped, share: dropped / 2)
    disturbances.add(.connectionDropped.afterApplying(), share: dropped / 2)
    disturbances.add(.unavailable(retryAfter: retryAfter), share: unavailable)
    disturbances.add(.page(status: 502), share: pages / 2)
    disturbances.add(.page(status: 200).afterApplying(), share: pages / 2)
    disturbances.slowPeriods = slow
    return disturbances.totalShare > 0 || slow != nil ? disturbances : nil
  }

  /// A sentence about the disturbances; empty when there are none.
  var notice: String { disturbances == nil ? "" : " It disturbs calls at random, with seed \(seed)." }

  private static func share(_ text: String) throws -> Double {
    guard text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) else {
      throw ValidationError("Write a share of the calls from 0% to 100%, for example 5% or 0.5%.")
    }
    return percent / 100
  }

  private static func slowPeriods(_ text: String) throws -> SlowPeriods {
    let sides = text.split(separator: "@", omittingEmptySubsequences: false)
    let counts = sides[0].split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, counts.count == 2, let length = counts[0], let cycle = counts[1], length > 0,
      cycle >= length, sides[1].hasSuffix("ms"), let milliseconds = Int(sides[1].dropLast(2)),
      (1...86_400_000).contains(milliseconds)
    else {
      throw ValidationError(
        "Write CALLS/EVERY@MILLISECONDSms, for example 100/1000@500ms: of every 1000 calls the last 100 wait "
          + "500 milliseconds.")
    }
    return SlowPeriods(of: length, inEvery: cycle, latency: .milliseconds(milliseconds))
  }
}
