package import Foundation

/// What is known of a service beyond its WSDL: the form of its values, what a repeat does, how each name is known.
///
/// It comes from a JSON file beside the WSDL. All parts are optional. A key that isn't listed here is an error, and so is
/// the name of a method or parameter that the WSDL doesn't have.
package struct Annotations: Codable, Sendable, Hashable {
  /// The shape of the generated code.
  package struct Swift: Codable, Sendable, Hashable {
    /// The module that the code is part of, if that is the library itself: it needs no import then.
    package var module: String?
    /// Whether each type is on its own, instead of inside one that is named after the service.
    package var isTopLevel: Bool?
  }

  /// The forms that a parameter's values may have: the cases of `ParameterDescription.Kind`.
  package enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
    case identifier, userId, displayName, secret, applicationName, licenseType, quantity, any
  }

  /// How a name is known: the raw values of `Evidence`.
  package enum Evidence: String, Codable, Sendable, Hashable, CaseIterable {
    case doc, read, assumed, wsdl

    /// The case of `Evidence`.
    var swiftCase: String {
      switch self {
      case .doc: "documented"
      case .read: "read"
      case .assumed: "assumed"
      case .wsdl: "described"
      }
    }
  }

  /// What a second call does: the cases of `OperationDescription.Repetition`.
  package enum Repetition: String, Codable, Sendable, Hashable, CaseIterable {
    case safe, unsafe, refused, unknown
  }

  /// A parameter, the same in every method that has one with this name.
  ///
  /// A name may have two entries, for the methods in which it is optional and for the others.
  package struct Parameter: Codable, Sendable, Hashable {
    /// The name on the wire.
    package var name: String
    /// The form of its values.
    package var kind: Kind
    /// Whether the entry is for the methods in which the parameter is optional.
    package var isOptional: Bool?
    /// What it is, for tables.
    package var summary: String
    /// What it is, as a sentence.
    package var documentation: String
    /// The Swift type; by default that of the kind, or else of the WSDL.
    package var type: String?
  }

  /// A method.
  package struct Method: Codable, Sendable, Hashable {
    /// The type that a call returns instead of the answer, made from the answer and one parameter.
    package struct Result: Codable, Sendable, Hashable {
      package var type: String
      /// What making it does, as a sentence.
      package var summary: String
      package var returns: String
      /// What the method of the client returns.
      package var methodReturns: String
      /// The parameter that names the subject of the answer.
      package var of: String
    }

    /// How the name of the method is known.
    package var evidence: Evidence
    /// How the names of its parameters are known; a parameter that isn't listed is known from the WSDL.
    package var names: [String: [String]]?
    /// The parameters that may be left out.
    ///
    /// All others that have an entry in ``Annotations/parameters`` must be given.
    package var optional: [String]?
    package var repetition: Repetition
    /// What is known about calling it twice, as sentences.
    package var repeating: String
    /// What is deleted with it.
    package var deletedAlong: String?
    /// More than the WSDL's documentation says.
    package var details: String?
    package var result: Result?

    /// How the name of a parameter is known.
    func evidence(of parameter: String) -> Evidence {
      let found = names?.first { $0.value.contains(parameter) }
      return found.flatMap { Evidence(rawValue: $0.key) } ?? .wsdl
    }
  }

  package var swift: Swift?
  /// What the pair of application and licence type is, as a sentence.
  package var license: String?
  package var parameters: [Parameter]?
  package var operations: [String: Method]?

  /// Makes annotations that say nothing.
  package init() {}

  /// Reads annotations.
  ///
  /// - Parameter json: The file's content.
  /// - Throws: ``AnnotationsError`` for content that isn't of this form.
  package init(json: Data) throws(AnnotationsError) {
    do {
      self = try JSONDecoder().decode(Annotations.self, from: json)
      let given = try JSONSerialization.jsonObject(with: json)
      let known = try JSONSerialization.jsonObject(with: JSONEncoder().encode(self))
      if let key = Annotations.unknownKey(in: given, known) {
        throw AnnotationsError("the key \(key) is unknown")
      }
    } catch let error as AnnotationsError {
      throw error
    } catch {
      throw AnnotationsError(reading: error)
    }
    for (name, operation) in operations ?? [:] {
      let listed = (operation.names ?? [:]).values.flatMap { $0 }
      if let twice = listed.first(where: { one in listed.count { $0 == one } > 1 }) {
        throw AnnotationsError("operations.\(name).names has \(twice) twice")
      }
      for key in (operation.names ?? [:]).keys where Evidence(rawValue: key) == nil {
        throw AnnotationsError(
          "operations.\(name).names has the key \(key); known are doc, read, assumed and wsdl")
      }
    }
  }

  /// The entry for a parameter of a method.
  func parameter(_ name: String, isOptional: Bool) -> Parameter? {
    let entries = (parameters ?? []).filter { $0.name == name }
    return entries.first { ($0.isOptional ?? false) == isOptional } ?? entries.first
  }

  /// A key of one JSON value that the other lacks, with the path to it.
  private static func unknownKey(in given: Any, _ known: Any, at path: String = "") -> String? {
    switch (given, known) {
    case (let given as [String: Any], let known as [String: Any]):
      for (key, value) in given.sorted(by: { $0.key < $1.key }) where !(value is NSNull) {
        guard let other = known[key] else { return path + key }
        if let key = unknownKey(in: value, other, at: path + key + ".") { return key }
      }
    case (let given as [Any], let known as [Any]):
      for (position, (value, other)) in zip(given, known).enumerated() {
        if let key = unknownKey(in: value, other, at: "\(path)\(position + 1).") { return key }
      }
    default: break
    }
    return nil
  }
}

/// Annotations that can't be used: their form is wrong, or they don't match the WSDL.
package struct AnnotationsError: Error, CustomStringConvertible {
  /// What is wrong.
  package let description: String

  package init(_ description: String) { self.description = description }

  /// The error of a JSON decoder, with the path to the value.
  init(reading error: any Error) {
    let (path, text): ([any CodingKey], String) =
      switch error as? DecodingError {
      case .keyNotFound(let key, let context)?: (context.codingPath, "\(key.stringValue) is missing")
      case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?, .dataCorrupted(let context)?:
        (context.codingPath, context.debugDescription)
      default: ([], "\(error)")
      }
    let place = path.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: ".")
    self.init(place.isEmpty ? text : "\(place): \(text)")
  }
}
