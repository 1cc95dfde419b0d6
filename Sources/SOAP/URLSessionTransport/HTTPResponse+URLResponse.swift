import Foundation
import HTTPTypes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension HTTPResponse {
  /// Translates Foundation's answer; `nil` if it is not one of HTTP.
  ///
  /// Foundation joins fields of the same name and does not keep the order of fields.
  init?(_ response: URLResponse) {
    guard let response = response as? HTTPURLResponse, (100...999).contains(response.statusCode) else {
      return nil
    }
    var fields = HTTPFields()
    for (name, value) in response.allHeaderFields {
      guard let name = name as? String, let name = HTTPField.Name(name), let value = value as? String else {
        continue
      }
      fields.append(HTTPField(name: name, value: value))
    }
    self.init(status: Status(code: response.statusCode), headerFields: fields)
  }

  /// Whether the length of the body as it is sent, if the head tells it, keeps a limit.
  ///
  /// A length beyond 64 bits is the engine's trap on Linux: it reads to the end of the connection instead,
  /// and a cut body would pass for a whole one.
  func announcesBody(ofAtMost limit: Int) -> Bool {
    let lengths = headerFields[.contentLength]?.split(separator: ",") ?? []
    return lengths.allSatisfy { length in
      Int(length.trimmingCharacters(in: .whitespaces)).map { $0 <= limit } ?? false
    }
  }
}
