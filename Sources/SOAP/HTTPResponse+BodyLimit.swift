import Foundation
import HTTPTypes

extension HTTPResponse {
  /// Whether the length of the body as it is sent, if the head tells it, keeps a limit.
  ///
  /// A length beyond 64 bits is a trap of Foundation's engine on Linux: it reads to the end of the connection
  /// instead, and a cut body would pass for a whole one.
  func announcesBody(ofAtMost limit: Int) -> Bool {
    guard let announced = headerFields[.contentLength] else { return true }
    if let length = Int(announced) { return length <= limit }
    return announced.split(separator: ",").allSatisfy { length in
      Int(length.trimmingCharacters(in: .whitespaces)).map { $0 <= limit } ?? false
    }
  }

  /// The room to make for the body: what the head tells of it, or a body of megabytes would be copied while it grows.
  ///
  /// Nobody is believed beyond the limit of the answer, nor beyond 64 MiB.
  func bodyCapacity(atMost limit: Int) -> Int {
    let announced = headerFields[.contentLength].flatMap { Int($0) } ?? 0
    return max(0, min(announced, limit, 64 << 20))
  }
}
