import Foundation
import KakapoProvision
import Testing

@testable import KakapoSimulator

/// For the thread sanitizer: only locks protect the calls from each other.
@Suite("Many calls at once") struct ManyCallsTests {
  @Test("lose no data that they share")
  func shared() async throws {
    let portal = Portal(serverHostName: Caller.host, credentials: Caller.credentials)
    let service = ASMXService(portal: portal, options: .init())
    let log = RequestLog(limit: 1000)
    let disturbances = Disturbances(latency: .zero, random: nil)
    disturbances.add(.unavailable(), times: 200, .calls)
    let gate = Gate()
    @Sendable func call(_ resellerId: String) {
      let request = ServiceRequest(
        method: "POST", path: ASMXService.path,
        headers: ["content-type": "text/xml; charset=utf-8", "soapaction": Caller.action("AddReseller")],
        body: Array(
          Caller.envelope(
            "AddReseller", Caller.login + [("serverHostName", Caller.host), ("resellerId", resellerId)]
          ).utf8), peerAddress: "127.0.0.1")
      let task = service.read(request)
      let ticket = log.add(request, task)
      _ = disturbances.next(for: task.kind, method: task.method)
      gate.letWaitingPass()
      guard case .call(let call, let format) = task else { return }
      let (reply, outcome) = service.perform(call, format, peerAddress: "127.0.0.1")
      log.finish(ticket, status: reply.status, outcome: outcome)
    }
    await withTaskGroup { group in
      for caller in 0..<4 {
        group.addTask {
          await withCheckedContinuation { continuation in
            // Each caller has its own thread, because other tests keep the shared ones busy.
            Thread.detachNewThread {
              for number in 0..<100 { call("r\(caller)-\(number)") }
              continuation.resume()
            }
          }
        }
      }
    }
    #expect(log.callCount == 400)
    #expect(log.requests.filter(\.wasApplied).count == 400)
    #expect(disturbances.pendingCount == 0)
    #expect(portal.snapshot.systemProviders.first?.resellers.count == 400)
  }
}
