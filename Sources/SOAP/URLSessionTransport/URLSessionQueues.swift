import Dispatch

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
