import KakapoProvision
import KakapoSimulator

/// A local portal that gets more and more users, each in the same group.
enum SimulatorGrowth {
  /// Measures the calls with which a portal is filled; their client runs in the same process.
  static func print() async throws {
    let credentials = Credentials(userName: "interface", password: "benchmark")
    let portal = Portal(serverHostName: "sp.example.com", credentials: credentials)
    try await Simulator.run(portal) { simulator in
      let client = try ProvisionClient(
        credentials: credentials, configuration: .init(endpoint: simulator.endpoint),
        latch: MemoryLoginLatch())
      try await add(0..<1, client)
      var users = 1
      var seconds = 0.0
      for count in Growth.counts {
        let start = Growth.processorSeconds()
        try await add(users..<users + count, client)
        seconds = Growth.processorSeconds() - start
        users += count
        // So many calls at a portal that holds as many users already.
        Swift.print(count, seconds)
      }
    }
  }

  private static func add(_ users: Range<Int>, _ client: ProvisionClient) async throws {
    try await withThrowingTaskGroup { group in
      for worker in 0..<4 {
        group.addTask {
          for number in users where number % 4 == worker {
            try await client.addUserWithHierarchy(
              serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London",
              broadworksUserId: Growing.user(number), userName: "User \(number)")
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
