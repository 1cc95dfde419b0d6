import Dispatch
import Foundation

/// The queues for URLSession.
enum URLSessionQueues {
  /// Runs every call into URLSession that may wait for its work queue.
  ///
  /// On Linux all sessions of a process share one work queue. Creating, resuming or cancelling a task waits for it. It
  /// can be blocked for seconds, for example while a request is cancelled whose host name is being looked up. Such a
  /// wait must not block a thread of Swift's pool, and must not happen inside a callback.
  static let control = DispatchQueue(label: "URLSessionTransport.control")

  /// Fires deadlines.
  ///
  /// Nothing on it waits, so deadlines fire on time even while ``control`` waits.
  static let deadlines = DispatchQueue(label: "URLSessionTransport.deadlines")
}

#if canImport(FoundationNetworking)
/// A delegate queue that calls the delegate at once, on the work queue that all sessions of the process share.
///
/// The delegate gets four events per call. A thread change for each was 7 % of a call's time on loopback. For a
/// delegate that never waits, and calls nothing that waits, the work queue is as good: it also does one thing at a
/// time. So a call is resumed on the work queue. Its task continues elsewhere, unless the app has an executor that runs
/// jobs where they are enqueued.
final class ImmediateQueue: OperationQueue, @unchecked Sendable {
  override init() {
    super.init()
    // For a Foundation that adds operations in another way than the method below.
    maxConcurrentOperationCount = 1
  }

  override func addOperation(_ block: @escaping @Sendable () -> Void) { block() }
}
#endif
