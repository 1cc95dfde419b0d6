public import KakapoProvision
import Support

/// Makes plans: it asks the portal for the state of users, and changes nothing.
public struct Planner: Sendable {
  /// How a planner plans and reads.
  public struct Options: Sendable {
    /// Whether the plan removes licences that a user holds but that aren't in the input; `false` by default.
    ///
    /// The planner then reads every user.
    public var isPruning = false
    /// Whether the planner reads every user, so that the plan has only missing parts; `false` by default.
    ///
    /// The plan then does not set up existing users again. This helps a sync that finds most work done. A first
    /// migration is faster without it.
    public var isComparing = false
    /// How fast users are read.
    public var pace = Pace()
    /// A hook around every call.
    public var instrument: (any RolloutInstrument)?
    /// Called when the planner reads no user for this long because of a Retry-After of the portal; it must
    /// not block.
    public var onPause: (@Sendable (Duration) -> Void)?

    /// The defaults.
    public init() {}

    /// Whether the plan for an input depends on the portal's state.
    ///
    /// - Parameter input: The input.
    /// - Returns: Whether the planner has to read a user.
    public func asksPortal(about input: RolloutInput) -> Bool { input.rows.contains(where: reads) }

    func reads(_ row: UserRow) -> Bool {
      row.state == .absent || row.isElsewhere || isPruning || isComparing
    }
  }

  private let client: ProvisionClient
  private let options: Options

  /// Makes a planner.
  ///
  /// - Parameters:
  ///   - client: The portal's client.
  ///   - options: The options.
  public init(client: ProvisionClient, options: Options = Options()) {
    self.client = client
    self.options = options
  }

  /// Plans an input.
  ///
  /// By default, the planner reads only users that are to be absent; without such rows it makes no call. A plan
  /// never touches users that aren't in the input: the documented contract has no method that lists users.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - progress: Called now and then with the number of users that have been read, and of all users to
  ///     read.
  /// - Returns: The plan.
  /// - Throws: `ProvisionError` when the portal cannot be asked. ``RolloutError`` of code `unreadableAnswer` when
  ///   the portal refuses to show a user for another reason than that the user does not exist, or when its answer
  ///   is lost repeatedly. `CancellationError`.
  public func plan(
    _ input: RolloutInput, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> RolloutPlan {
    let readings = try await read(
      input.rows.indices.filter { options.reads(input.rows[$0]) }, of: input.rows, progress)
    let plan = RolloutPlan(
      endpoint: client.account.endpoint, isPruning: options.isPruning,
      rows: input.rows.enumerated().map { index, row in
        PlannedRow(row, reading: readings[index], isPruning: options.isPruning)
      })
    // A cancelled caller does not want the plan.
    try Task.checkCancellation()
    return plan
  }

  /// Checks that a plan still fits the portal: reads the users again that were read for the plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - progress: Called now and then with the number of users that have been read, and of all users to
  ///     read.
  /// - Throws: ``RolloutError`` of code `otherEndpoint` or `stalePlan`, and the errors of
  ///   ``plan(_:progress:)``.
  public func check(
    _ plan: RolloutPlan, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws {
    try plan.check(endpoint: client.account.endpoint)
    let rows = plan.rows.map(\.row)
    let readings = try await read(
      plan.rows.indices.filter { plan.rows[$0].reading != nil }, of: rows, progress)
    try Task.checkCancellation()
    let changed = plan.rows.indices.filter { plan.rows[$0].reading != readings[$0] }
    guard let first = changed.first else { return }
    throw RolloutError(
      .stalePlan,
      "The plan is out of date: \(changed.count == 1 ? "one user" : "\(changed.count) users") changed since "
        + "it was made, first \(rows[first].broadworksUserId) (row \(rows[first].number)): "
        + "\((plan.rows[first].reading ?? .absent).words) before, \((readings[first] ?? .absent).words) now.",
      remedies: [.makePlanAgain])
  }

  private func read(
    _ indices: [Int], of rows: [UserRow], _ progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> [Int: PlannedRow.Reading] {
    guard !indices.isEmpty else { return [:] }
    let pacer = Pacer(options.pace) { [onPause = options.onPause] notice in
      if case .pause(let duration) = notice { onPause?(duration) }
    }
    let caller = PacedCaller(client: client, pacer: pacer, instrument: options.instrument)
    let work = Locked(Work())
    await withTaskCancellationHandler {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<max(1, min(options.pace.concurrency, indices.count)) {
          group.addTask { await readOnes(indices, of: rows, caller, work, progress) }
        }
      }
    } onCancel: {
      Task { await pacer.stop() }
    }
    let (readings, refusals, failure) = work.withLock { work in
      (work.readings, work.refusals.sorted { $0.0 < $1.0 }, work.failure)
    }
    if let failure {
      guard failure.error.verdict == .lost, failure.error.delivery != .notSent else { throw failure.error }
      throw Planner.lost(failure.error, rows[failure.index])
    }
    guard readings.count + refusals.count == indices.count else { throw CancellationError() }
    guard refusals.isEmpty else { throw Planner.unreadable(refusals, rows) }
    return readings
  }

  /// The work that several tasks share.
  private struct Work {
    var next = 0
    var readings: [Int: PlannedRow.Reading] = [:]
    var refusals: [(Int, ProvisionError)] = []
    /// The first failure that every later read would meet, too, and its row.
    var failure: (index: Int, error: ProvisionError)?
  }

  /// Reads users until none is left or a failure ends the work.
  private func readOnes(
    _ indices: [Int], of rows: [UserRow], _ caller: PacedCaller, _ work: Locked<Work>,
    _ progress: @Sendable (Int, Int) -> Void
  ) async {
    while let index = work.withLock({ work in
      guard work.next < indices.count, work.failure == nil else { return nil as Int? }
      work.next += 1
      return indices[work.next - 1]
    }) {
      let outcome = await caller.read(
        rows[index], for: .planning, pause: { await caller.pacer.pause(afterAttempt: $0) })
      let ended: Int? = work.withLock { work in
        switch outcome {
        case .read(let reading): work.readings[index] = reading
        case .failed(let error, _) where error.verdict == .refused: work.refusals.append((index, error))
        case .failed(let error, _):
          if error.verdict != .cancelled { work.failure = work.failure ?? (index, error) }
          return nil
        case .givenUp: return nil
        }
        return work.readings.count + work.refusals.count
      }
      guard let ended else { return await caller.pacer.stop() }
      progress(ended, indices.count)
    }
  }

  private static func lost(_ error: ProvisionError, _ row: UserRow) -> RolloutError {
    // The description of the error warns of effects, which a read can't have.
    RolloutError(
      .unreadableAnswer,
      "The portal was asked repeatedly for a user's licences, but no answer arrived: row \(row.number), "
        + "\(row.broadworksUserId): \(error.reason)\(error.reason.hasSuffix(".") ? "" : ".")",
      advice: "Nothing was changed. Try again later; if it is always this row, remove it.",
      underlyingError: error)
  }

  private static func unreadable(_ refusals: [(Int, ProvisionError)], _ rows: [UserRow]) -> RolloutError {
    let lines = refusals.prefix(20).map {
      "row \(rows[$0.0].number), \(rows[$0.0].broadworksUserId): \($0.1)"
    }
    let more = refusals.count > 20 ? "\nand \(refusals.count - 20) more" : ""
    return RolloutError(
      .unreadableAnswer,
      "The portal does not show the licences of \(refusals.count == 1 ? "a user" : "\(refusals.count) users")"
        + ", so nothing can be planned for them:\n\(lines.joined(separator: "\n"))\(more)",
      advice: "Remove the rows, or fix in the portal what it says.", underlyingError: refusals.first?.1)
  }
}

extension RolloutPlan {
  /// Plans an input that needs no reads: see ``Planner/Options/asksPortal(about:)``.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - endpoint: The endpoint of the plan.
  package init(_ input: RolloutInput, endpoint: String) {
    self.init(
      endpoint: LoginAccount.canonical(endpoint), isPruning: false,
      rows: input.rows.map { PlannedRow($0, reading: nil, isPruning: false) })
  }

  /// Refuses a plan that was made for another portal.
  ///
  /// - Parameter endpoint: The endpoint of the run.
  /// - Throws: ``RolloutError`` of code `otherEndpoint`.
  public func check(endpoint: String) throws(RolloutError) {
    let own = LoginAccount.canonical(endpoint)
    guard own == self.endpoint else {
      throw RolloutError(
        .otherEndpoint, "The plan was made for \(self.endpoint), but this is \(own).",
        advice: "Give that endpoint, or make the plan again for this one.")
    }
  }
}

extension RolloutPlan {
  /// Makes a plan of given steps for one user.
  ///
  /// - Parameters:
  ///   - steps: The steps.
  ///   - row: The user.
  ///   - endpoint: The endpoint of the plan.
  package init(_ steps: [RolloutStep], for row: UserRow, endpoint: String) {
    self.init(
      endpoint: LoginAccount.canonical(endpoint), isPruning: false,
      rows: [PlannedRow(row: row, reading: nil, steps: steps)])
  }
}
