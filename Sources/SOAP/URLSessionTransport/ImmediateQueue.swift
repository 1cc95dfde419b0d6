#if canImport(FoundationNetworking)
import Foundation

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
