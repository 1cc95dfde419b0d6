import HTTPTypes
import KakapoProvision
import XMLCore

/// Removes credentials and other secrets from an exchange before it is written to a file.
struct FixtureRedactor {
  /// The text that replaces a secret.
  ///
  /// It keeps recorded requests well-formed.
  static let placeholder = "REDACTED"

  private let redactor: Redactor

  /// Learns the secrets of an exchange from its request; `nil` if the request can't be read, since its secrets are then
  /// unknown.
  ///
  /// - Parameter body: The request's envelope.
  init?(request body: [UInt8]) {
    guard let envelope = try? XMLReader().read(body), let call = envelope.child("Body")?.children.first
    else { return nil }
    redactor = Redactor(
      FixtureRedactor.secretValues(in: call), placeholder: FixtureRedactor.placeholder)
  }

  /// The bytes without the secrets, in UTF-8, UTF-16 or latin-1.
  func callAsFunction(_ bytes: [UInt8]) -> [UInt8] { redactor(bytes) }

  func callAsFunction(_ text: String) -> String { redactor(text) }

  func callAsFunction(_ fields: HTTPFields) -> HTTPFields {
    var redacted = HTTPFields()
    for field in fields { redacted.append(HTTPField(name: field.name, value: redactor(field.value))) }
    return redacted
  }

  private static func secretValues(in element: ElementTree) -> [Secret] {
    let isSecret =
      element.name.lowercased() == Contract.builtIn.loginUserNameParameter.lowercased()
      || Secret.isLikely(named: element.name)
    return (isSecret ? [Secret(element.text)] : []) + element.children.flatMap(secretValues)
  }
}
