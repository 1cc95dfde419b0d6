package import KakapoProvision

/// The WSDL of a simulated service, in the form of ASP.NET.
///
/// It is document/literal wrapped, with `elementFormDefault="qualified"` and one port type with a SOAP 1.1 and a
/// SOAP 1.2 binding. The same description always gives the same bytes. The types of the results are assumed.
package struct WSDLDocument: Sendable {
  private let service: ServiceDescription

  /// Describes a contract.
  ///
  /// - Parameter contract: The contract, the built-in one by default.
  package init(_ contract: Contract = .builtIn) { self.init(ServiceDescription(contract)) }

  init(_ service: ServiceDescription) { self.service = service }

  /// The document for people and files: indented by two spaces, with a final line break.
  ///
  /// - Parameter address: The value of `soap:address`; the contract's endpoint by default.
  /// - Returns: The document in UTF-8.
  package func bytes(address: String = Contract.builtIn.endpoint) -> [UInt8] {
    var writer = DotNetXMLWriter(.indented(lineBreak: "\n"))
    write(to: &writer, address: address)
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The name of a method's result type.
  static func resultType(hasLicenses: Bool) -> String {
    hasLicenses ? "UserLicensesResult" : "ProvisionResult"
  }

  private func write(to writer: inout DotNetXMLWriter, address: String) {
    writer.start(
      "wsdl:definitions",
      [
        ("xmlns:tns", service.namespace),
        ("xmlns:s", "http://www.w3.org/2001/XMLSchema"),
        ("xmlns:soap", Binding.soap11.namespace),
        ("xmlns:soap12", Binding.soap12.namespace),
        ("targetNamespace", service.namespace),
        ("xmlns:wsdl", "http://schemas.xmlsoap.org/wsdl/"),
      ])
    writeTypes(to: &writer)
    for method in service.methods { writeMessages(of: method, to: &writer) }
    writePortType(to: &writer)
    for binding in Binding.allCases { write(binding, to: &writer) }
    writer.start("wsdl:service", [("name", service.serviceName)])
    for binding in Binding.allCases {
      let name = service.serviceName + binding.suffix
      writer.start("wsdl:port", [("name", name), ("binding", "tns:\(name)")])
      writer.element("\(binding.prefix):address", [("location", address)])
      writer.end()
    }
    writer.end()
    writer.end()
  }

  // MARK: - Messages, port type and bindings

  private func writeMessages(of method: ServiceDescription.Method, to writer: inout DotNetXMLWriter) {
    for (suffix, element) in [("SoapIn", method.name), ("SoapOut", "\(method.name)Response")] {
      writer.start("wsdl:message", [("name", method.name + suffix)])
      writer.element("wsdl:part", [("name", "parameters"), ("element", "tns:\(element)")])
      writer.end()
    }
  }

  private func writePortType(to writer: inout DotNetXMLWriter) {
    writer.start("wsdl:portType", [("name", "\(service.serviceName)Soap")])
    for method in service.methods {
      writer.start("wsdl:operation", [("name", method.name)])
      writer.element("wsdl:documentation", text: method.documentation)
      writer.element("wsdl:input", [("message", "tns:\(method.name)SoapIn")])
      writer.element("wsdl:output", [("message", "tns:\(method.name)SoapOut")])
      writer.end()
    }
    writer.end()
  }

  private func write(_ binding: Binding, to writer: inout DotNetXMLWriter) {
    writer.start(
      "wsdl:binding",
      [
        ("name", service.serviceName + binding.suffix), ("type", "tns:\(service.serviceName)Soap"),
      ])
    writer.element("\(binding.prefix):binding", [("transport", "http://schemas.xmlsoap.org/soap/http")])
    for method in service.methods {
      writer.start("wsdl:operation", [("name", method.name)])
      writer.element(
        "\(binding.prefix):operation",
        [("soapAction", service.action(of: method.name)), ("style", "document")])
      for direction in ["wsdl:input", "wsdl:output"] {
        writer.start(direction)
        writer.element("\(binding.prefix):body", [("use", "literal")])
        writer.end()
      }
      writer.end()
    }
    writer.end()
  }

  /// The bindings that ASP.NET offers.
  private enum Binding: CaseIterable {
    case soap11
    case soap12

    var prefix: String { self == .soap11 ? "soap" : "soap12" }
    var suffix: String { self == .soap11 ? "Soap" : "Soap12" }
    var namespace: String { "http://schemas.xmlsoap.org/wsdl/\(prefix)/" }
  }

  // MARK: - Types

  private func writeTypes(to writer: inout DotNetXMLWriter) {
    writer.start("wsdl:types")
    writer.start(
      "s:schema", [("elementFormDefault", "qualified"), ("targetNamespace", service.namespace)])
    for method in service.methods {
      writeElement(method.name, to: &writer) { writer in
        for parameter in method.parameters {
          if parameter.isInteger {
            Self.writeField(parameter.wireName, "s:int", isOptional: false, to: &writer)
          } else {
            Self.writeField(parameter.wireName, "s:string", to: &writer)
          }
        }
      }
      let type = Self.resultType(hasLicenses: method.returnsLicenses)
      writeElement("\(method.name)Response", to: &writer) { writer in
        Self.writeField("\(method.name)Result", "tns:\(type)", to: &writer)
      }
    }
    writeResultTypes(to: &writer)
    writer.end()
    writer.end()
  }

  private func writeElement(
    _ name: String, to writer: inout DotNetXMLWriter, _ fields: (inout DotNetXMLWriter) -> Void
  ) {
    writer.start("s:element", [("name", name)])
    Self.writeSequence(named: nil, to: &writer, fields)
    writer.end()
  }

  private func writeResultTypes(to writer: inout DotNetXMLWriter) {
    for hasLicenses in [false, true] {
      Self.writeSequence(named: Self.resultType(hasLicenses: hasLicenses), to: &writer) { writer in
        Self.writeField("success", "s:boolean", isOptional: false, to: &writer)
        Self.writeField("errorMessage", "s:string", to: &writer)
        if hasLicenses { Self.writeField("licenses", "tns:ArrayOfLicense", to: &writer) }
      }
    }
    Self.writeSequence(named: "ArrayOfLicense", to: &writer) { writer in
      writer.element(
        "s:element",
        [
          ("minOccurs", "0"), ("maxOccurs", "unbounded"), ("name", "License"), ("nillable", "true"),
          ("type", "tns:License"),
        ])
    }
    Self.writeSequence(named: "License", to: &writer) { writer in
      Self.writeField("applicationName", "s:string", to: &writer)
      Self.writeField("licenseType", "s:string", to: &writer)
    }
  }

  private static func writeSequence(
    named name: String?, to writer: inout DotNetXMLWriter, _ fields: (inout DotNetXMLWriter) -> Void
  ) {
    writer.start("s:complexType", name.map { [("name", $0)] } ?? [])
    writer.start("s:sequence")
    fields(&writer)
    writer.end()
    writer.end()
  }

  /// In .NET, a reference type may be absent and a value type may not.
  private static func writeField(
    _ name: String, _ type: String, isOptional: Bool = true, to writer: inout DotNetXMLWriter
  ) {
    writer.element(
      "s:element",
      [("minOccurs", isOptional ? "0" : "1"), ("maxOccurs", "1"), ("name", name), ("type", type)])
  }
}

extension ServiceDescription.Method {
  /// Whether the result carries licences.
  fileprivate var returnsLicenses: Bool { name == "GetUserLicenses" }
}
