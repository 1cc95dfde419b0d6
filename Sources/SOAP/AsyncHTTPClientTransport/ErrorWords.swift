#if AsyncHTTPClient
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOSSL

/// What errors of the client, of SwiftNIO and of BoringSSL say, in words for people.
enum ErrorWords {
  static func of(_ error: any Error) -> String {
    switch error {
    case let error as HTTPClientError: lowercasedFirst(error.shortDescription)
    case let error as IOError: lowercasedFirst(String(cString: strerror(error.errnoCode)))
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      "its certificate is for another host name"
    case is NIOSSLError, is BoringSSLError: reasons(of: error)
    default: String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }

  /// BoringSSL's reasons, such as CERTIFICATE_VERIFY_FAILED, without its numbers and source files.
  private static func reasons(of error: any Error) -> String {
    let text = String(describing: error)
    let reasons = text.matches(of: /OPENSSL_internal:([A-Z0-9_]+)/).map { match in
      match.1.lowercased().replacing("_", with: " ")
    }
    return reasons.isEmpty ? text : reasons.joined(separator: ", ")
  }

  private static func lowercasedFirst(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }
}
#endif
