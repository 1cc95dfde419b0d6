import Foundation
import TestServers

@testable import KakapoProvision

/// Processes with calls to one account, and every event that can happen between them.
///
/// The decisions are the product's (``LoginState``, ``LoginTurns``). The world lets events happen in any order, and
/// keeps the truth, which no process knows, for comparison.
struct LoginWorld {
  /// The product's moves, each of which a test can replace with a bug.
  struct Moves: Sendable {
    var permission: @Sendable (LoginState, LoginProof?) -> LoginState.Permission = {
      $0.permission(holding: $1)
    }
    var begin: @Sendable (inout LoginState, PendingLogin) -> LoginState.Beginning = { state, attempt in
      state.begin(attempt) { _ in LoginWorld.record(.abandoned) }
    }
    var end: @Sendable (inout LoginState, PendingLogin, LoginState.Answer) -> LoginProof? = { $0.end($1, $2) }
    var fail: @Sendable (inout LoginState) -> Void = { $0.fail(LoginWorld.record(.failed)) }
    var open: @Sendable (inout LoginState) -> Void = { $0.open() }
    /// The process's reading of an answer.
    var judge: @Sendable (Answer) -> Answer = { $0 }
    /// Whether only one process gets the trial role.
    var hasOneRole = true
    /// Whether all processes share the state, whatever their password and spelling of the endpoint.
    var isShared = true
    /// Whether a turn that ends passes to a waiting call.
    var handsTurnOn = true
  }

  enum Answer: CaseIterable, Sendable { case accepted, failed, unclear, silent }

  enum Event: Sendable, Hashable {
    case arrive(Int, Int)
    /// A call with the turn becomes the only one of all processes, records its trial and is sent.
    case send(Int, Int)
    case answer(Int, Int, Answer)
    /// A waiting call times out or is cancelled.
    case giveUp(Int, Int)
    case crash(Int)
    case open
  }

  enum Stage: UInt8 {
    case idle, waiting, ready, trying, free, done
  }

  struct Process {
    var turns = LoginTurns()
    var calls: [Stage]
    /// The truth: this process saw its login accepted, and no login failed and no latch was opened since it was sent.
    var isProven = false
    /// Whether a failure or an opening followed a trial, whose answer then proves nothing.
    var isOverrun = false
    var restarts: UInt64 = 0
  }

  let moves: Moves
  var states: [LoginState]
  var processes: [Process]
  var role: Int?
  var crashesLeft: Int
  var opensLeft: Int
  // The truth.
  var hasFailed = false
  var abandoned = 0
  var unclear = 0
  /// The first broken promise.
  var violation: String?

  init(_ moves: Moves, processes: Int, calls: Int, crashes: Int, opens: Int) {
    self.moves = moves
    states = Array(repeating: LoginState(generation: 1), count: moves.isShared ? 1 : processes)
    self.processes = Array(repeating: Process(calls: Array(repeating: .idle, count: calls)), count: processes)
    crashesLeft = crashes
    opensLeft = opens
  }

  static func record(_ cause: LatchRecord.Cause) -> LatchRecord {
    LatchRecord(
      endpoint: "e", userName: "u", date: Date(timeIntervalSince1970: 0), operation: "", serverText: "",
      cause: cause)
  }

  private func index(_ process: Int) -> Int { states.count == 1 ? 0 : process }

  private func attempt(_ process: Int, _ call: Int) -> PendingLogin {
    let number = UInt64(process) + 8 * UInt64(call) + 64 * processes[process].restarts
    return PendingLogin(number: number, process: 0, host: "", since: Date(timeIntervalSince1970: 0))
  }

  // MARK: Events

  /// All events that can happen next.
  var events: [Event] {
    var events: [Event] = []
    for process in processes.indices {
      for call in processes[process].calls.indices {
        switch processes[process].calls[call] {
        case .idle: events.append(.arrive(process, call))
        case .waiting: events.append(.giveUp(process, call))
        case .ready:
          if role == nil || !moves.hasOneRole { events.append(.send(process, call)) }
          events.append(.giveUp(process, call))
        case .trying, .free: for answer in Answer.allCases { events.append(.answer(process, call, answer)) }
        case .done: break
        }
      }
      if crashesLeft > 0, processes[process].calls.contains(where: { $0 != .idle }) {
        events.append(.crash(process))
      }
    }
    if opensLeft > 0, states.contains(where: { $0.record != nil || $0.trial != nil }) { events.append(.open) }
    return events
  }

  /// One of the events that can happen next, without a list of them.
  func randomEvent(using dice: inout Dice) -> Event? {
    let (processCount, callCount) = (processes.count, processes[0].calls.count)
    for _ in 0..<(4 * processCount * callCount) {
      let number = dice.next()
      let process = Int(number & 0xFF) % processCount
      let call = Int((number >> 8) & 0xFF) % callCount
      let luck = Int((number >> 16) & 0xFF)
      if luck < 4, opensLeft > 0, states.contains(where: { $0.record != nil || $0.trial != nil }) {
        return .open
      }
      if luck < 12, crashesLeft > 0 { return .crash(process) }
      switch processes[process].calls[call] {
      case .idle: return .arrive(process, call)
      case .waiting: if luck < 32 { return .giveUp(process, call) }
      case .ready:
        if luck < 32 { return .giveUp(process, call) }
        if role == nil || !moves.hasOneRole { return .send(process, call) }
      case .trying, .free: return .answer(process, call, Answer.allCases[luck % 4])
      case .done: break
      }
    }
    return events.first
  }

  mutating func happen(_ event: Event) {
    switch event {
    case .arrive(let process, let call): arrive(process, call)
    case .send(let process, let call): send(process, call)
    case .answer(let process, let call, let answer): self.answer(process, call, answer)
    case .giveUp(let process, let call):
      let hadTurn = processes[process].calls[call] == .ready
      processes[process].calls[call] = .done
      if hadTurn { endTurn(process, proof: nil) }
    case .crash(let process): crash(process)
    case .open:
      opensLeft -= 1
      for index in states.indices { moves.open(&states[index]) }
      overrun()
      hasFailed = false
      abandoned = 0
      unclear = 0
    }
    checkNobodyIsStuck()
  }

  private mutating func arrive(_ process: Int, _ call: Int) {
    let proof = processes[process].turns.proof
    switch moves.permission(states[index(process)], proof) {
    case .free:
      if !processes[process].isProven { violate("a login that isn't proven goes out freely") }
      noteSent(isTrial: false)
      processes[process].calls[call] = .free
    case .closed:
      if processes[process].isProven, !hasFailed { violate("a proven login is stopped") }
      processes[process].calls[call] = .done
    case .trial:
      if processes[process].isProven, !hasFailed { violate("a proven login has to be tried again") }
      processes[process].calls[call] = processes[process].turns.take() ? .ready : .waiting
    }
  }

  private mutating func send(_ process: Int, _ call: Int) {
    switch moves.begin(&states[index(process)], attempt(process, call)) {
    case .closed:
      processes[process].calls[call] = .done
      endTurn(process, proof: nil)
    case .mayTry:
      if processes.contains(where: { $0.calls.contains(.trying) }) { violate("two logins are tried at once") }
      noteSent(isTrial: true)
      role = process
      processes[process].calls[call] = .trying
      processes[process].isOverrun = false
    }
  }

  private mutating func answer(_ process: Int, _ call: Int, _ answer: Answer) {
    let isTrial = processes[process].calls[call] == .trying
    let attempt = attempt(process, call)
    processes[process].calls[call] = .done
    // The truth.
    switch answer {
    case .failed:
      hasFailed = true
      overrun()
    case .accepted where isTrial && !processes[process].isOverrun:
      processes[process].isProven = true
      abandoned = 0
      unclear = 0
    case .unclear where isTrial && !processes[process].isOverrun: unclear += 1
    case .accepted, .unclear, .silent: break
    }
    // The process's reaction.
    var proof: LoginProof?
    let judged = moves.judge(answer)
    if judged == .failed {
      moves.fail(&states[index(process)])
      wakeAll(process)
    } else if isTrial {
      let answer: LoginState.Answer =
        switch judged {
        case .accepted: .accepted
        case .unclear: .unclear(LoginWorld.record(.unclear))
        case .failed, .silent: .silent
        }
      proof = moves.end(&states[index(process)], attempt, answer)
    }
    if isTrial {
      role = nil
      endTurn(process, proof: proof)
    }
  }

  private mutating func crash(_ process: Int) {
    crashesLeft -= 1
    if processes[process].calls.contains(.trying), !processes[process].isOverrun { abandoned += 1 }
    if role == process { role = nil }
    let restarts = processes[process].restarts + 1
    processes[process] = Process(calls: Array(repeating: .idle, count: processes[process].calls.count))
    processes[process].restarts = restarts
  }

  private mutating func endTurn(_ process: Int, proof: LoginProof?) {
    if proof != nil { wakeAll(process) }
    let next = moves.handsTurnOn ? processes[process].calls.firstIndex(of: .waiting) : nil
    if let next { processes[process].calls[next] = .ready }
    processes[process].turns.end(proof: proof, next: next != nil)
  }

  private mutating func wakeAll(_ process: Int) {
    for call in processes[process].calls.indices where processes[process].calls[call] == .waiting {
      processes[process].calls[call] = .idle
    }
  }

  // MARK: Promises

  private mutating func violate(_ what: String) { violation = violation ?? what }

  private mutating func overrun() {
    for index in processes.indices {
      processes[index].isProven = false
      processes[index].isOverrun = true
    }
  }

  private mutating func noteSent(isTrial: Bool) {
    if hasFailed { violate("a login is sent after one that failed") }
    guard isTrial else { return }
    if abandoned >= LoginState.abandonedTrialLimit {
      violate("a login is tried after too many that were abandoned")
    }
    if unclear >= LoginState.unclearAnswerLimit { violate("a login is tried after too many unclear answers") }
  }

  /// Checks that every waiting call will be woken by another call.
  private mutating func checkNobodyIsStuck() {
    for process in processes where process.calls.contains(.waiting) {
      if !process.calls.contains(where: { $0 == .ready || $0 == .trying }) {
        violate("a call waits for nobody")
      }
    }
    if let role, !processes[role].calls.contains(.trying) { violate("the role is held by nobody") }
  }

  // MARK: Equal states

  /// The world without irrelevant differences: the order of processes, and how often a generation changed.
  var key: [UInt8] {
    var blobs: [[UInt8]] = processes.indices.map { index in
      let process = processes[index]
      let state = states[self.index(index)]
      let calls = process.calls.indices.map { call -> UInt8 in
        let stage = process.calls[call]
        return stage.rawValue * 2 + (stage == .trying && state.trial == attempt(index, call) ? 1 : 0)
      }.sorted()
      let hasProof = process.turns.proof?.generation == state.generation
      return calls + [
        (process.turns.isTaken ? 1 : 0) | (hasProof ? 2 : 0) | (process.isProven ? 4 : 0)
          | (process.isOverrun ? 8 : 0) | (process.turns.proof != nil ? 16 : 0) | (role == index ? 32 : 0)
      ] + (states.count > 1 ? LoginWorld.key(of: state) : [])
    }
    blobs.sort { $0.lexicographicallyPrecedes($1) }
    var key = blobs.flatMap { $0 }
    if states.count == 1, let state = states.first { key += LoginWorld.key(of: state) }
    key += [UInt8(crashesLeft), UInt8(opensLeft), hasFailed ? 1 : 0, UInt8(abandoned), UInt8(unclear)]
    return key
  }

  private static func key(of state: LoginState) -> [UInt8] {
    let cause: UInt8 = state.record.map { $0.cause == .failed ? 1 : $0.cause == .abandoned ? 2 : 3 } ?? 0
    return [cause, state.trial == nil ? 0 : 1, UInt8(state.abandonedTrials), UInt8(state.unclearAnswers)]
  }
}
