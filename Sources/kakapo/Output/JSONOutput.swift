import Foundation
import KakapoProvision
import KakapoRollout

/// Prints values as JSON, with sorted keys.
enum JSONOutput {
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder.plain
    encoder.outputFormatting.insert(.prettyPrinted)
    Swift.print(try encoder.text(of: value))
  }
}

extension JSONEncoder {
  /// An encoder for one line with sorted keys.
  static var plain: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }

  /// Encodes a value as text.
  ///
  /// The encoder does not escape control characters above ASCII, or characters that turn the direction of writing.
  /// This method does, so that a server's answer cannot mislead a terminal or a reader.
  func text(of value: some Encodable) throws -> String {
    let text = String(decoding: try encode(value), as: UTF8.self)
    // The encoder itself writes the white space of a pretty-printed value.
    let isHidden = { (scalar: Unicode.Scalar) in scalar.value >= 0x7F && scalar.isInvisible }
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.map { scalar in
      guard isHidden(scalar) else { return String(scalar) }
      return String(scalar).utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }.joined()
  }
}

/// A JSON object; members without a value are left out.
struct JSONObject: Encodable, ExpressibleByDictionaryLiteral {
  private struct MemberName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }

  private var members: [String: any Encodable] = [:]

  init(dictionaryLiteral members: (String, (any Encodable)?)...) {
    for (name, value) in members { self[name] = value }
  }

  subscript(name: String) -> (any Encodable)? {
    get { members[name] }
    set { members[name] = newValue }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: MemberName.self)
    for (name, value) in members { try container.encode(value, forKey: MemberName(stringValue: name)) }
  }
}

/// An element of an answer as JSON.
struct JSONElement: Encodable {
  let name: String
  let namespace: String?
  let text: String
  let attributes: [String: String]?
  let children: [JSONElement]?

  init(_ element: ElementTree) {
    name = element.name
    namespace = element.namespace
    text = element.text
    let attributes = element.attributes.map { ($0.namespace.map { "{\($0)}" } ?? "") + $0.name }
    self.attributes =
      attributes.isEmpty
      ? nil
      : Dictionary(zip(attributes, element.attributes.map(\.value)), uniquingKeysWith: { first, _ in first })
    let children = element.children.map(JSONElement.init)
    self.children = children.isEmpty ? nil : children
  }
}

/// An error as JSON.
struct JSONError: Encodable {
  private struct Content: Encodable {
    let code: String
    var delivery: String?
    var operation: String?
    let description: String
    var serverText: String?
    var parameter: String?
    var httpStatus: Int?
  }

  private let error: Content

  init(_ error: RolloutError) {
    self.error = Content(code: error.code.description, description: error.inCommandWords.description)
  }

  init(_ failure: RowFailure) {
    self.error = Content(code: failure.code, description: "\(failure.step): \(failure.reason)")
  }

  init(_ error: ProvisionError) {
    self.error = Content(
      code: error.code.description, delivery: error.delivery.rawValue, operation: error.operation,
      description: error.inCommandWords.description, serverText: error.serverText, parameter: error.parameter,
      httpStatus: error.httpStatus)
  }
}
