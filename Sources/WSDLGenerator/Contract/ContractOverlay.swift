package import Foundation

/// What the library says of its contract that a WSDL has no place for.
package struct ContractOverlay: Decodable, Sendable {
  /// What is said of a parameter; parameters that mean the same share one entry.
  struct Parameter: Decodable, Sendable {
    /// The name on the wire.
    var name: String
    /// The case of `ParameterDescription.Kind`.
    var kind: String
    /// Whether the entry is for methods in which the parameter may be left out.
    var isOptional: Bool?
    /// What it is, for tables.
    var summary: String
    /// What it is, as a sentence.
    var documentation: String
    /// The Swift type, if it is one made from a raw value; by default that of the kind.
    var type: String?
  }

  /// What is said of a method.
  struct Operation: Decodable, Sendable {
    /// The type that a method returns, if it is not the answer itself.
    struct Result: Decodable, Sendable {
      var type: String
      var summary: String
      var returns: String
      var methodReturns: String
      /// The parameter that says whom the answer is about.
      var of: String
    }

    /// The case of `OperationDescription.Repetition`.
    var repetition: String
    /// What is known of calling it twice.
    var repeating: String
    /// What is deleted along.
    var deletedAlong: String?
    /// More than the summary.
    var details: String?
    var result: Result?
  }

  /// What the licence pair is, as a sentence.
  let license: String
  let parameters: [Parameter]
  let operations: [String: Operation]

  /// Reads an overlay.
  ///
  /// - Parameter json: The file's content.
  /// - Returns: The overlay.
  /// - Throws: `DecodingError` when it is no overlay.
  package static func read(_ json: Data) throws -> ContractOverlay {
    try JSONDecoder().decode(ContractOverlay.self, from: json)
  }
}
