import Foundation
import HTTPTypes

extension RequestSummary {
  /// The room to make for the body of the answer: what its head tells of the length, or a body of megabytes would be
  /// copied while it grows.
  ///
  /// A length beyond 64 bits is a trap of Foundation's engine on Linux: it reads to the end of the connection
  /// instead, and a cut body would pass for a whole one.
  ///
  /// - Parameters:
  ///   - contentLength: The header Content-Length of the answer; the answer to HEAD tells the length of a body that
  ///     does not come.
  ///   - limit: The most bytes that are accepted.
  /// - Returns: The length as it is sent, at most 64 MiB, for nobody is believed beyond that; 0 when the head tells none;
  ///   `nil` when it is beyond the limit, or no number.
  func bodyCapacity(contentLength: String?, atMost limit: Int) -> Int? {
    guard method != .head, let contentLength else { return 0 }
    var capacity = 0
    // Almost always there is one number and no white space.
    for length in Int(contentLength).map({ [$0] }) ?? Self.lengths(in: contentLength) {
      guard let length, length <= limit else { return nil }
      capacity = max(capacity, length)
    }
    return min(capacity, 64 << 20)
  }

  private static func lengths(in list: String) -> [Int?] {
    list.split(separator: ",").map { Int($0.trimmingCharacters(in: .whitespaces)) }
  }
}
