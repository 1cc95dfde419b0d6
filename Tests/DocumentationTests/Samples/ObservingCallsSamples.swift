import KakapoProvision
import KakapoRollout
import Logging
import Synchronization

/// Makes a client that logs.
func logging(credentials: Credentials) throws -> ProvisionClient {
  var logger = Logger(label: "provisioning")
  logger.logLevel = .debug
  let portal = try ProvisionClient(credentials: credentials, logger: logger)
  return portal
}

/// Counts the calls of a rollout, and how long they took.
final class CallTimes: RolloutInstrument {
  private let times = Mutex<[String: [Duration]]>([:])

  var byMethod: [String: [Duration]] { times.withLock { $0 } }

  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value {
    let start = ContinuousClock.now
    defer {
      let time = ContinuousClock.now - start
      times.withLock { $0[call.method, default: []].append(time) }
    }
    return try await body()
  }
}
