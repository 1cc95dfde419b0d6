import Foundation

/// Reads the `Retry-After` header field: RFC 9110, section 10.2.3.
enum RetryAfter {
  /// How long to wait.
  ///
  /// - Parameters:
  ///   - text: The field's value: seconds, or a date.
  ///   - sent: The answer's `Date`, by the same clock as a date in the value; this machine's may be wrong.
  /// - Returns: The time to wait, zero for a date that has passed; `nil` for a value that says nothing.
  static func duration(_ text: String, sent: String?) -> Duration? {
    if let seconds = Int32(text), seconds >= 0, text.first != "+" { return .seconds(seconds) }
    guard let date = date(text) else { return nil }
    return .seconds(Int64(max(0, date.timeIntervalSince(sent.flatMap(self.date) ?? Date()).rounded(.up))))
  }

  /// An IMF-fixdate (section 5.6.7), the form that senders have to use.
  private static func date(_ text: String) -> Date? {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.date(from: text)
  }
}
