import SOAP

/// The gates of this process: clients with the same login and the same latch share one.
enum LoginGates {
  private struct Key: Hashable {
    let login: LoginIdentity
    let latch: ObjectIdentifier
  }

  private struct Entry {
    weak var gate: LoginGate?
  }

  private static let gates = Locked<[Key: Entry]>([:])

  /// The failed logins that a latch could not remember: no client of this process uses them again, whatever its latch.
  static let unsaved = MemoryLoginLatch()

  /// The gate of a login at a latch, made when there is none.
  static func gate(for login: LoginIdentity, latch: any LoginLatch) -> LoginGate {
    // A gate keeps its latch, so the identifier stays the latch's own for as long as the gate is there.
    let key = Key(login: login, latch: ObjectIdentifier(latch))
    return gates.withLock { gates in
      if let gate = gates[key]?.gate { return gate }
      gates = gates.filter { $0.value.gate != nil }
      let gate = LoginGate(login: login, latch: latch)
      gates[key] = Entry(gate: gate)
      return gate
    }
  }
}
