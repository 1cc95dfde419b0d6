import HTTPTypes
import KakapoProvision
import XMLCore

/// Takes credentials and other secrets out of an exchange before it is written to a file.
struct FixtureRedactor {
  /// What stands in the place of a secret.
  ///
  /// It keeps recorded requests well-formed.
  static let placeholder = "REDACTED"

  private let secrets: [[UInt8]]

  /// Learns the secrets of an exchange from its request; `nil` when it cannot be read, so that nobody knows
  /// them.
  ///
  /// - Parameter body: The request's envelope.
  init?(request body: [UInt8]) {
    guard let envelope = try? XMLReader().read(body), let call = envelope.child("Body")?.children.first
    else { return nil }
    let values = FixtureRedactor.secretValues(in: call)
    let texts = Set(values.filter { !$0.isEmpty }.flatMap(FixtureRedactor.spellings))
    // Longest first, so that no spelling is broken up by a shorter one.
    secrets = texts.flatMap(FixtureRedactor.encodings).sorted { $0.count > $1.count }
  }

  /// The bytes without the secrets, in whatever of UTF-8 and UTF-16 they are written.
  func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    secrets.reduce(bytes) { bytes, secret in
      // The UTF-16 spellings are twice as long; their placeholder has to be wide as well.
      bytes.replacing(secret, with: FixtureRedactor.replacement(for: secret))
    }
  }

  func callAsFunction(_ fields: HTTPFields) -> HTTPFields {
    var redacted = HTTPFields()
    for field in fields {
      let value = String(decoding: self(Array(field.value.utf8)), as: UTF8.self)
      redacted.append(HTTPField(name: field.name, value: value))
    }
    return redacted
  }

  private static func secretValues(in element: ElementTree) -> [String] {
    let isSecret =
      element.name == Contract.builtIn.loginUserNameParameter || Secret.isLikely(named: element.name)
    return (isSecret ? [element.text] : []) + element.children.flatMap(secretValues)
  }

  private static func spellings(of text: String) -> [String] {
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\r", with: "&#13;")
    return [
      text, escaped, escaped.replacing("\"", with: "&quot;"),
      escaped.replacing("\"", with: "&quot;").replacing("'", with: "&#39;"),
    ]
  }

  /// A text in UTF-8 and in both byte orders of UTF-16.
  private static func encodings(of text: String) -> [[UInt8]] {
    let little = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let big = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    return [Array(text.utf8), little, big]
  }

  private static func replacement(for secret: [UInt8]) -> [UInt8] {
    guard secret.count >= 2, secret.count.isMultiple(of: 2), secret.contains(0) else {
      return Array(placeholder.utf8)
    }
    let littleEndian = secret[1] == 0
    return placeholder.utf8.flatMap { littleEndian ? [$0, 0] : [0, $0] }
  }
}
