import Dispatch

/// Runs what is asynchronous and waits for its end.
///
/// - Parameter body: What to run.
/// - Returns: What it returns.
package func wait<Value: Sendable>(for body: @escaping @Sendable () async -> Value) -> Value {
  let result = Result<Value>()
  let end = DispatchSemaphore(value: 0)
  Task {
    result.value = await body()
    end.signal()
  }
  end.wait()
  guard let value = result.value else { fatalError("the task ended without a value") }
  return value
}

/// Written before the semaphore is raised, read behind its wait.
private final class Result<Value: Sendable>: @unchecked Sendable {
  var value: Value?
}
