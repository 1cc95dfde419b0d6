import Support

/// The received requests, and the callers that wait for more of them.
final class RequestLog: Sendable {
  private struct Waiter {
    let count: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var requests: [ReceivedRequest] = []
    /// The number of all received requests; unlike the requests' own numbers, it is never reset.
    var received = 0
    /// The number of requests that were received before the current numbering.
    var forgotten = 0
    var callCount = 0
    var waiters: [Waiter] = []
    var isClosed = false
  }

  private let state = Locked(State())
  private let limit: Int

  init(limit: Int) { self.limit = max(1, limit) }

  var requests: [ReceivedRequest] { state.withLock { Array($0.requests.suffix(limit)) } }
  var callCount: Int { state.withLock { $0.callCount } }

  /// Records a request.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - task: The service's reading of the request.
  /// - Returns: The ticket of the request for ``finish(_:status:outcome:)``.
  func add(_ request: ServiceRequest, _ task: ASMXService.Task) -> Int {
    let (ticket, ready) = state.withLock { state in
      state.received += 1
      if task.kind.isCall { state.callCount += 1 }
      // Drops many at a time, so that a long run does not move the whole list at every request.
      if state.requests.count >= limit * 2 { state.requests.removeFirst(state.requests.count - limit) }
      state.requests.append(
        ReceivedRequest(
          number: state.received - state.forgotten, kind: task.kind, httpMethod: request.method,
          target: request.query.isEmpty ? request.path : "\(request.path)?\(request.query)",
          soapAction: request.header("soapaction"), contentType: request.header("content-type"),
          bodyLength: request.body?.count, peerAddress: request.peerAddress, method: task.method,
          parameters: task.parameters))
      let count = state.callCount
      let ready = state.waiters.filter { $0.count <= count }
      state.waiters.removeAll { $0.count <= count }
      return (state.received, ready)
    }
    for waiter in ready { waiter.continuation.resume() }
    return ticket
  }

  /// Records the answer to a request, unless the request is no longer kept.
  func finish(_ ticket: Int, status: Int?, outcome: MethodOutcome?) {
    state.withLock { state in
      // The kept requests are the newest, without gaps.
      let index = state.requests.count - 1 - (state.received - ticket)
      guard state.requests.indices.contains(index) else { return }
      state.requests[index].status = status
      state.requests[index].login = outcome?.login
      state.requests[index].wasApplied = outcome?.result?.success ?? false
    }
  }

  /// Forgets the requests; their numbers and the count of calls begin again.
  func removeAll() {
    state.withLock { state in
      state.requests.removeAll()
      state.forgotten = state.received
      state.callCount = 0
    }
  }

  func waitForCalls(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        let isReady = state.callCount >= count || state.isClosed
        if !isReady { state.waiters.append(Waiter(count: count, continuation: continuation)) }
        return isReady
      }
      if isReady { continuation.resume() }
    }
  }

  /// Resumes all waiting callers when no more requests will come.
  func close() {
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      state.isClosed = true
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume() }
  }
}
