package import Foundation

/// The information about the library's contract that a WSDL can't contain.
package struct ContractOverlay: Decodable, Sendable {
  /// The description of a parameter; parameters with the same meaning share one entry.
  struct Parameter: Decodable, Sendable {
    /// The name on the wire.
    var name: String
    /// The case of `ParameterDescription.Kind`.
    var kind: String
    /// Whether the entry is for methods in which the parameter is optional.
    var isOptional: Bool?
    /// The description for tables.
    var summary: String
    /// The description as a sentence.
    var documentation: String
    /// The Swift type, if it is made from a raw value; by default the type of the kind.
    var type: String?
  }

  /// The description of a method.
  struct Operation: Decodable, Sendable {
    /// The type that a method returns, if it isn't the answer itself.
    struct Result: Decodable, Sendable {
      var type: String
      var summary: String
      var returns: String
      var methodReturns: String
      /// The parameter that names the subject of the answer.
      var of: String
    }

    /// The case of `OperationDescription.Repetition`.
    var repetition: String
    /// What is known about calling it twice.
    var repeating: String
    /// What is deleted with it.
    var deletedAlong: String?
    /// Details beyond the summary.
    var details: String?
    var result: Result?
  }

  /// The description of the licence pair, as a sentence.
  let license: String
  let parameters: [Parameter]
  let operations: [String: Operation]

  /// Reads an overlay.
  ///
  /// - Parameter json: The file's content.
  /// - Returns: The overlay.
  /// - Throws: `DecodingError` if it isn't an overlay.
  package static func read(_ json: Data) throws -> ContractOverlay {
    try JSONDecoder().decode(ContractOverlay.self, from: json)
  }
}
