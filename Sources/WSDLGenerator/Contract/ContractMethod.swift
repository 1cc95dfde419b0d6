import WSDL

/// One web method of the built-in contract, combined from its WSDL and the overlay.
struct ContractMethod {
  struct Parameter {
    var name: String
    /// The name of the function that describes it.
    var factory: String
    var isOptional: Bool
    /// The evidence for the name: the word and the case of `Evidence`.
    var mark: String
    var evidence: String
    var overlay: ContractOverlay.Parameter
  }

  /// A property of the method's type: a parameter, or the two parameters of a licence.
  struct Property {
    var name: String
    var type: String
    /// The type of the initialiser's parameter.
    var argumentType: String
    var documentation: String
    var argumentDocumentation: String
    var values: [String]
    var initialValue: String
  }

  let name: String
  let documentation: ContractDocumentation
  let overlay: ContractOverlay.Operation
  let parameters: [Parameter]
  let properties: [Property]

  /// Combines a method's descriptions.
  ///
  /// - Parameters:
  ///   - contract: The description in the WSDL.
  ///   - overlay: The description in the overlay.
  ///   - schemas: The types of the WSDL.
  /// - Throws: ``ContractCodeError`` if they don't match.
  init(
    _ contract: ContractOperation, overlay: ContractOverlay, schemas: SchemaSet
  ) throws(ContractCodeError) {
    name = contract.name
    guard let documentation = ContractDocumentation(contract.documentation ?? "") else {
      throw ContractCodeError("the documentation of \(contract.name) is not written to the form")
    }
    guard let own = overlay.operations[contract.name] else {
      throw ContractCodeError("the overlay says nothing of \(contract.name)")
    }
    self.documentation = documentation
    self.overlay = own
    var parameters: [Parameter] = []
    for parameter in contract.input.parameters.dropFirst(2) {
      let name = parameter.name.name
      let isOptional = documentation.optional.contains(name)
      guard let mark = documentation.marks[name], let evidence = Self.evidence[mark] else {
        throw ContractCodeError("\(contract.name) does not say how \(name) is known")
      }
      guard
        let entry = overlay.parameters.first(where: {
          $0.name == name && ($0.isOptional ?? false) == isOptional
        })
      else { throw ContractCodeError("the overlay says nothing of \(name) in \(contract.name)") }
      guard schemas.builtInBase(of: parameter.type) == (entry.kind == "quantity" ? .int : .string) else {
        throw ContractCodeError("the type of \(name) in \(contract.name) does not fit its kind")
      }
      parameters.append(
        Parameter(
          name: name, factory: Self.factory(of: entry, in: overlay), isOptional: isOptional, mark: mark,
          evidence: evidence, overlay: entry))
    }
    guard Set(parameters.map(\.name)) == Set(documentation.marks.keys),
      Self.evidence[documentation.mark] != nil
    else { throw ContractCodeError("the documentation of \(contract.name) names other parameters") }
    self.parameters = parameters
    properties = Self.properties(of: parameters, license: overlay.license)
  }

  /// The case of `Evidence` for the method's name.
  var evidence: String { Self.evidence[documentation.mark] ?? "" }

  /// The name of the method of `ProvisionClient`.
  var method: String { name.prefix(1).lowercased() + name.dropFirst() }

  /// A parameter that is optional only in some methods has two descriptions.
  static func factory(of entry: ContractOverlay.Parameter, in overlay: ContractOverlay) -> String {
    let hasOther = overlay.parameters.count { $0.name == entry.name } > 1
    guard hasOther, entry.isOptional == true else { return entry.name }
    return "optional" + entry.name.prefix(1).uppercased() + entry.name.dropFirst()
  }

  private static let evidence = ["doc": "documented", "read": "read", "assumed": "assumed"]

  private static func properties(of parameters: [Parameter], license: String) -> [Property] {
    var properties: [Property] = []
    for parameter in parameters {
      let name = parameter.name
      let mark = parameter.isOptional ? "?" : ""
      var property = Property(
        name: name, type: "String" + mark, argumentType: "String" + mark,
        documentation: parameter.overlay.documentation,
        argumentDocumentation: parameter.overlay.documentation, values: [name], initialValue: name)
      switch parameter.overlay.kind {
      case "licenseType": continue
      case "applicationName":
        property = Property(
          name: "license", type: "License", argumentType: "License", documentation: license,
          argumentDocumentation: license, values: ["license.applicationName", "license.licenseType"],
          initialValue: "license")
      case "quantity":
        property.type = "Int"
        property.argumentType = "Int"
        property.values = ["String(\(name))"]
      case "secret":
        property.type = "Secret"
        property.argumentDocumentation += " It is never printed."
        property.values = ["\(name).revealed"]
        property.initialValue = "Secret(\(name))"
      default:
        if let type = parameter.overlay.type {
          property.type = type
          property.argumentType = type
          property.values = ["\(name).rawValue"]
        }
      }
      properties.append(property)
    }
    return properties
  }
}

/// Why the built-in contract's code can't be generated: its WSDL and its overlay don't match.
package struct ContractCodeError: Error, CustomStringConvertible {
  /// The mismatch.
  package let description: String

  init(_ description: String) { self.description = description }
}
