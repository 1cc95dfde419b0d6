import Support

/// The requests that were received, and those who wait for more of them.
final class RequestLog: Sendable {
  private struct Waiter {
    let count: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var requests: [ReceivedRequest] = []
    /// How many requests were received in all; unlike their numbers, this never begins anew.
    var received = 0
    /// How many of them were received before the numbering began.
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
  ///   - task: What it is.
  /// - Returns: What ``finish(_:status:outcome:)`` knows it by.
  func add(_ request: ServiceRequest, _ task: ASMXService.Task) -> Int {
    let (ticket, ready) = state.withLock { state in
      state.received += 1
      if task.kind.isCall { state.callCount += 1 }
      // Dropping many at a time keeps a long run from moving the whole list at every request.
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

  /// Records what a request was answered; one that is no longer kept is left out.
  func finish(_ ticket: Int, status: Int?, outcome: MethodOutcome?) {
    state.withLock { state in
      // The kept requests are the newest, without a gap.
      let index = state.requests.count - 1 - (state.received - ticket)
      guard state.requests.indices.contains(index) else { return }
      state.requests[index].status = status
      state.requests[index].login = outcome?.login
      state.requests[index].wasApplied = outcome?.result?.success ?? false
    }
  }

  /// Forgets the requests; their numbering and the count of calls begin anew.
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

  /// Resumes all who wait, when there will be no more requests.
  func close() {
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      state.isClosed = true
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume() }
  }
}
