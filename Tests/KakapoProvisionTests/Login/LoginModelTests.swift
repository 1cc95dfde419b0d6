import Foundation
import TestServers
import TestThreads
import Testing

@testable import KakapoProvision

/// Searches for an order of events that sends a second login after a failed one, or leaves a call waiting for ever.
@Suite(.serialized, .onOwnThread) struct LoginModelTests {
  /// The result of a search.
  private struct Finding {
    var states = 0
    var violation: String?
    var path: [LoginWorld.Event] = []
  }

  /// Tries all orders of events, visiting each state once, until a promise is broken.
  private static func explore(
    _ moves: LoginWorld.Moves = .init(), processes: Int, calls: Int, crashes: Int, opens: Int
  ) -> Finding {
    let start = LoginWorld(moves, processes: processes, calls: calls, crashes: crashes, opens: opens)
    var seen: Set<[UInt8]> = [start.key]
    // The origin of each world: the previous world and the event.
    var origins: [(from: Int, event: LoginWorld.Event)] = []
    var open = [(world: start, number: -1)]
    while let (world, number) = open.popLast() {
      for event in world.events {
        var next = world
        next.happen(event)
        guard next.violation != nil || seen.insert(next.key).inserted else { continue }
        origins.append((number, event))
        if let violation = next.violation {
          var path: [LoginWorld.Event] = []
          var place = origins.count - 1
          while place >= 0 {
            path.append(origins[place].event)
            place = origins[place].from
          }
          return Finding(states: seen.count, violation: violation, path: path.reversed())
        }
        open.append((next, origins.count - 1))
      }
    }
    return Finding(states: seen.count)
  }

  /// Three processes with two calls each, with crashes, restarts and a person who opens the latch.
  @Test(arguments: [(3, 2, 3, 1), (2, 2, 3, 2), (2, 3, 2, 1)])
  func noOrderOfEventsBreaksAPromise(processes: Int, calls: Int, crashes: Int, opens: Int) {
    let found = Self.explore(processes: processes, calls: calls, crashes: crashes, opens: opens)
    #expect(found.violation == nil, "\(found.violation ?? ""): \(found.path)")
    #expect(found.states > 10_000)
  }

  /// Random orders, a million in long runs, with the same seeds in every run.
  @Test(arguments: [18, 19])
  func noRandomOrderOfEventsBreaksAPromise(seed: UInt64) {
    let isLong = ProcessInfo.processInfo.environment["KAKAPO_LONG_TESTS"] != nil
    let found = Self.sample(seed: seed, schedules: isLong ? 500_000 : 1000)
    #expect(found.violation == nil, "\(found.violation ?? ""): \(found.path)")
    #expect(found.states > 1000)
  }

  /// Tries random orders of events to their ends.
  private static func sample(seed: UInt64, schedules: Int) -> Finding {
    var dice = Dice(seed: seed)
    var found = Finding()
    for _ in 0..<schedules {
      var world = LoginWorld(.init(), processes: 3, calls: 2, crashes: 4, opens: 3)
      var path: [LoginWorld.Event] = []
      while world.violation == nil, let event = world.randomEvent(using: &dice) {
        world.happen(event)
        path.append(event)
      }
      found.states += path.count
      if let violation = world.violation {
        return Finding(states: found.states, violation: violation, path: path)
      }
    }
    return found
  }

  // MARK: The search finds bugs

  struct Bug: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let moves: LoginWorld.Moves

    init(_ name: String, _ change: (inout LoginWorld.Moves) -> Void) {
      testDescription = name
      var moves = LoginWorld.Moves()
      change(&moves)
      self.moves = moves
    }
  }

  /// Each bug was once in the product, or could get there by one careless line.
  static let bugs: [Bug] = [
    Bug("a failed login is read as a refusal of the row") { $0.judge = { $0 == .failed ? .silent : $0 } },
    Bug("a failed login is read as an unclear refusal") { $0.judge = { $0 == .failed ? .unclear : $0 } },
    Bug("a failed login is read as a success") { $0.judge = { $0 == .failed ? .accepted : $0 } },
    Bug("an unclear refusal proves the login") { $0.judge = { $0 == .unclear ? .accepted : $0 } },
    Bug("unclear refusals are not counted") { $0.judge = { $0 == .unclear ? .silent : $0 } },
    Bug("a proof outlives another process's failure") {
      $0.permission = { state, proof in
        state.record.map { .closed($0) } ?? (proof == nil ? .trial : .free)
      }
    },
    Bug("the trial is not recorded before it is sent") {
      $0.begin = { state, _ in state.record.map { .closed($0) } ?? .mayTry(after: nil) }
      $0.end = { state, _, answer in
        answer == .accepted && state.record == nil ? LoginProof(generation: state.generation) : nil
      }
    },
    Bug("a trial that was left behind is forgotten") {
      $0.begin = { state, attempt in
        if let left = state.trial { _ = state.end(left, .silent) }
        return state.begin(attempt) { _ in LoginWorld.record(.abandoned) }
      }
    },
    Bug("each password has a latch of its own") { $0.isShared = false },
    Bug("two processes try at once") { $0.hasOneRole = false },
    Bug("a late success proves the login") {
      $0.end = { state, attempt, answer in
        let proof = state.end(attempt, answer)
        return answer == .accepted ? LoginProof(generation: state.generation) : proof
      }
    },
    Bug("opening keeps the generation") { $0.open = { $0 = LoginState(generation: $0.generation) } },
    Bug("a failure is not kept") { $0.fail = { _ in } },
    Bug("doubt about one process stops another that is proven") {
      $0.permission = { state, proof in state.record.map { .closed($0) } ?? state.permission(holding: proof) }
    },
    Bug("a turn is not handed on") { $0.handsTurnOn = false },
  ]

  @Test(arguments: bugs)
  func theSearchFindsABug(_ bug: Bug) {
    let found = Self.explore(bug.moves, processes: 3, calls: 2, crashes: 3, opens: 1)
    #expect(found.violation != nil)
  }
}
