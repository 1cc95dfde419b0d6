import Dispatch
import Foundation

/// The queues on which URLSession is driven.
enum URLSessionQueues {
  /// Runs every call into URLSession that may wait for its work queue.
  ///
  /// On Linux all sessions of a process share one work queue, and creating, resuming or cancelling a task
  /// waits for it. It can be held up for seconds, for example by the cancellation of a request whose host
  /// name is being looked up. Such a wait must neither stop a thread of Swift's pool nor happen inside a
  /// callback.
  static let control = DispatchQueue(label: "URLSessionTransport.control")

  /// Fires deadlines.
  ///
  /// Nothing on it waits, so a deadline holds whatever ``control`` is waiting for.
  static let deadlines = DispatchQueue(label: "URLSessionTransport.deadlines")
}

#if canImport(FoundationNetworking)
/// A delegate queue that calls the delegate at once, on the work queue that all sessions of the process share.
///
/// A call is told to the delegate in four pieces. A change of threads for each was 7 % of a call's time on
/// loopback. For a delegate that waits for nothing and calls nothing that does, the work queue is as good: there,
/// too, one thing happens at a time. A call is therefore resumed on the work queue; its task goes on elsewhere, unless an
/// executor of the app's own runs jobs where they are enqueued.
final class ImmediateQueue: OperationQueue, @unchecked Sendable {
  override init() {
    super.init()
    // For a Foundation that comes by another way than the one below.
    maxConcurrentOperationCount = 1
  }

  override func addOperation(_ block: @escaping @Sendable () -> Void) { block() }
}
#endif
