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
  /// Writes on one line, with sorted keys.
  static var plain: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }

  /// A value as text.
  ///
  /// The encoder leaves control characters above ASCII as they are, and those that turn the direction of writing: a
  /// server's answer must not steer a terminal or the reader's eye.
  func text(of value: some Encodable) throws -> String {
    let text = String(decoding: try encode(value), as: UTF8.self)
    // The white space of a pretty-printed value is the encoder's own.
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
