import Foundation
import HTTPTypes

extension HTTPResponse {
  /// The length of the body as it is sent, if the head tells one that fits a number.
  var announcedBodyLength: Int? {
    announcedLengths.count == 1 ? announcedLengths[0] : nil
  }

  /// Whether the length of the body as it is sent, if the head tells it, keeps a limit.
  ///
  /// A length beyond 64 bits is a trap of Foundation's engine on Linux: it reads to the end of the connection
  /// instead, and a cut body would pass for a whole one.
  func announcesBody(ofAtMost limit: Int) -> Bool {
    announcedLengths.allSatisfy { length in length.map { $0 <= limit } ?? false }
  }

  private var announcedLengths: [Int?] {
    (headerFields[.contentLength]?.split(separator: ",") ?? []).map { length in
      Int(length.trimmingCharacters(in: .whitespaces))
    }
  }
}
