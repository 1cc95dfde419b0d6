import TestServers

@testable import KakapoRollout

/// A rollout in virtual time at a model of a portal: each row is a user with its licences.
struct VirtualRollout {
  /// A call to make.
  private struct Job {
    let isUser: Bool
    var attempt = 1
    var method: String { isUser ? "AddUserWithHierarchy" : "AddUserLicense" }
  }

  /// The events of one second.
  struct Second {
    var calls = 0
    var turnedAway = 0
    var mostInFlight = 0
    /// The sum over the calls of how many were in flight.
    var inFlight = 0
  }

  private enum Event {
    case ended(Job, ConcurrencyGovernor.Turn, ConcurrencyGovernor.Sign)
    case ready(Int)
  }

  let rows: Int
  let licenses: Int
  var governor: ConcurrencyGovernor
  var portal: VirtualPortal
  var pace = Pace()
  private(set) var now = 0.0
  /// The events, second by second.
  private(set) var seconds: [Second] = []
  private(set) var changes: [(at: Double, change: ConcurrencyGovernor.Change)] = []
  private let concurrency: Int
  private var dice: Dice
  private var events = Timetable<Event>()
  private var waiting: [Job] = []
  /// The calls that wait for their repeat.
  private var pauses: [Int: (job: Job, isAnswering: Bool)] = [:]
  private var pauseCount = 0
  private var failuresInARow = 0
  private var usersLeft: Int
  private var ready: [Job] = []

  init(rows: Int, licenses: Int = 3, concurrency: Int = 32, seed: UInt64 = 1, _ portal: VirtualPortal) {
    self.rows = rows
    self.licenses = licenses
    self.concurrency = concurrency
    self.portal = portal
    governor = ConcurrencyGovernor(maximum: concurrency)
    dice = Dice(seed: seed)
    usersLeft = rows
  }

  /// Runs the rollout, and returns how many seconds it took.
  mutating func run() -> Double {
    admit()
    while let (time, event) = events.next() {
      now = time
      switch event {
      case .ready(let number): waiting += pauses.removeValue(forKey: number).map { [$0.job] } ?? []
      case .ended(let job, let turn, let sign):
        if let change = governor.end(turn, sign) { changes.append((now, change)) }
        count { if case .turnedAway = sign { $0.turnedAway += 1 } }
        if case .answered = sign {
          failuresInARow = 0
          if job.isUser { for _ in 0..<licenses { ready.append(Job(isUser: false)) } }
          for (number, pause) in pauses where !pause.isAnswering {
            pauses[number] = nil
            waiting.append(pause.job)
          }
        } else {
          failuresInARow += 1
          let isAnswering = failuresInARow < 4
          let delay = pace.delay(afterAttempt: min(job.attempt, 8), isAnswering: isAnswering, using: &dice)
          pauseCount += 1
          pauses[pauseCount] = (Job(isUser: job.isUser, attempt: job.attempt + 1), isAnswering)
          events.add(.ready(pauseCount), at: now + delay / .seconds(1))
        }
      }
      admit()
    }
    return now
  }

  /// The share of calls that the portal turned away from a second on.
  func shareTurnedAway(from second: Int) -> Double {
    let rest = seconds.dropFirst(second)
    return Double(rest.reduce(0) { $0 + $1.turnedAway }) / Double(max(1, rest.reduce(0) { $0 + $1.calls }))
  }

  /// The most calls that were in flight at once, from a second on.
  func mostInFlight(from second: Int) -> Int { seconds.dropFirst(second).map(\.mostInFlight).max() ?? 0 }

  /// The average number of calls in flight, over the calls from a second on.
  func meanInFlight(from second: Int) -> Double {
    let rest = seconds.dropFirst(second)
    return Double(rest.reduce(0) { $0 + $1.inFlight }) / Double(max(1, rest.reduce(0) { $0 + $1.calls }))
  }

  private mutating func admit() {
    while waiting.count < concurrency, pauses.count < 4 * concurrency {
      if let job = ready.popLast() {
        waiting.append(job)
      } else if usersLeft > 0 {
        usersLeft -= 1
        waiting.append(Job(isUser: true))
      } else {
        break
      }
    }
    while governor.hasRoom, !waiting.isEmpty {
      let job = waiting.removeFirst()
      let turn = governor.begin(job.method)
      let (end, sign) = portal.call(job.method, at: now, &dice)
      events.add(.ended(job, turn, sign), at: end)
      let inFlight = governor.inFlight
      count {
        $0.calls += 1
        $0.mostInFlight = max($0.mostInFlight, inFlight)
        $0.inFlight += inFlight
      }
    }
  }

  private mutating func count(_ change: (inout Second) -> Void) {
    while seconds.count <= Int(now) { seconds.append(Second()) }
    change(&seconds[Int(now)])
  }
}

/// Future events, in order of time.
struct Timetable<Event> {
  private var heap: [(time: Double, number: Int, event: Event)] = []
  private var added = 0

  mutating func add(_ event: Event, at time: Double) {
    heap.append((time, added, event))
    added += 1
    var child = heap.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func next() -> (time: Double, event: Event)? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while 2 * parent + 1 < heap.count {
      var child = 2 * parent + 1
      if child + 1 < heap.count, isBefore(child + 1, child) { child += 1 }
      guard isBefore(child, parent) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return (first.time, first.event)
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (heap[left].time, heap[left].number) < (heap[right].time, heap[right].number)
  }
}
