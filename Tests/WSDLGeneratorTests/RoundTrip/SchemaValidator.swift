import CSchemaValidator
import Foundation

/// Says whether documents follow a schema, in libxml2's opinion.
final class SchemaValidator {
  private let validator: OpaquePointer

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// - Parameter file: The schema; what it includes and imports is read from its folder.
  /// - Throws: The first objection to the schema.
  init(file: URL) throws {
    var message = [CChar](repeating: 0, count: 500)
    guard let validator = schema_validator_open(file.path(percentEncoded: false), &message, message.count)
    else {
      throw Failure(description: Self.text(of: message))
    }
    self.validator = validator
  }

  deinit { schema_validator_close(validator) }

  /// Why a document doesn't follow the schema; `nil` if it does.
  func objection(to document: String) -> String? {
    var message = [CChar](repeating: 0, count: 500)
    var document = document
    let isValid = document.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        schema_validator_check(validator, $0.baseAddress, $0.count, &message, message.count)
      }
    }
    return isValid == 1 ? nil : Self.text(of: message)
  }

  private static func text(of message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
