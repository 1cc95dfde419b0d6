package import KakapoProvision

/// The WSDL of a contract, in the form of ASP.NET.
///
/// It is document/literal wrapped, with `elementFormDefault="qualified"` and one port type with a SOAP 1.1 and a
/// SOAP 1.2 binding. The same contract always gives the same bytes. Messages and types have only elements.
package struct WSDLDocument: Sendable {
  private let contract: Contract

  /// Describes a contract.
  ///
  /// - Parameter contract: The contract, the built-in one by default.
  package init(_ contract: Contract = .builtIn) { self.contract = contract }

  /// The document for people and files: indented by two spaces, with a final line break.
  ///
  /// - Parameter address: The value of `soap:address`; the contract's endpoint by default.
  /// - Returns: The document in UTF-8.
  package func bytes(address: String? = nil) -> [UInt8] {
    var writer = DotNetXMLWriter(.indented(lineBreak: "\n"))
    write(to: &writer, address: address ?? contract.endpoint)
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private func write(to writer: inout DotNetXMLWriter, address: String) {
    writer.start(
      "wsdl:definitions",
      [
        ("xmlns:tns", contract.namespace),
        ("xmlns:s", "http://www.w3.org/2001/XMLSchema"),
        ("xmlns:soap", Binding.soap11.namespace),
        ("xmlns:soap12", Binding.soap12.namespace),
        ("targetNamespace", contract.namespace),
        ("xmlns:wsdl", "http://schemas.xmlsoap.org/wsdl/"),
      ])
    writeTypes(to: &writer)
    for operation in contract.operations { writeMessages(of: operation, to: &writer) }
    writePortType(to: &writer)
    for binding in Binding.allCases { write(binding, to: &writer) }
    writer.start("wsdl:service", [("name", contract.serviceName)])
    for binding in Binding.allCases {
      let name = contract.serviceName + binding.suffix
      writer.start("wsdl:port", [("name", name), ("binding", "tns:\(name)")])
      writer.element("\(binding.prefix):address", [("location", address)])
      writer.end()
    }
    writer.end()
    writer.end()
  }

  // MARK: - Messages, port type and bindings

  private func writeMessages(of operation: OperationDescription, to writer: inout DotNetXMLWriter) {
    for (suffix, message) in [("SoapIn", operation.request), ("SoapOut", operation.answer)] {
      guard let element = message?.name else { continue }
      writer.start("wsdl:message", [("name", operation.name + suffix)])
      writer.element("wsdl:part", [("name", "parameters"), ("element", "tns:\(element)")])
      writer.end()
    }
  }

  private func writePortType(to writer: inout DotNetXMLWriter) {
    writer.start("wsdl:portType", [("name", "\(contract.serviceName)Soap")])
    for operation in contract.operations {
      writer.start("wsdl:operation", [("name", operation.name)])
      writer.element("wsdl:documentation", text: operation.summary)
      writer.element("wsdl:input", [("message", "tns:\(operation.name)SoapIn")])
      writer.element("wsdl:output", [("message", "tns:\(operation.name)SoapOut")])
      writer.end()
    }
    writer.end()
  }

  private func write(_ binding: Binding, to writer: inout DotNetXMLWriter) {
    writer.start(
      "wsdl:binding",
      [
        ("name", contract.serviceName + binding.suffix), ("type", "tns:\(contract.serviceName)Soap"),
      ])
    writer.element("\(binding.prefix):binding", [("transport", "http://schemas.xmlsoap.org/soap/http")])
    for operation in contract.operations {
      writer.start("wsdl:operation", [("name", operation.name)])
      writer.element(
        "\(binding.prefix):operation", [("soapAction", operation.soapAction ?? ""), ("style", "document")])
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
      "s:schema", [("elementFormDefault", "qualified"), ("targetNamespace", contract.namespace)])
    for operation in contract.operations {
      for message in [operation.request, operation.answer] {
        guard let message, let name = message.name else { continue }
        writer.start("s:element", [("name", name)])
        write(message.content, named: nil, to: &writer)
        writer.end()
      }
    }
    for entry in contract.operations.first?.types.entries ?? [] {
      if case .complex(let content) = entry.description { write(content, named: entry.name, to: &writer) }
    }
    writer.end()
    writer.end()
  }

  private func write(_ content: ContentDescription, named name: String?, to writer: inout DotNetXMLWriter) {
    writer.start("s:complexType", name.map { [("name", $0)] } ?? [])
    writer.start("s:sequence")
    for element in content.elements {
      let type =
        switch element.type {
        case .builtIn(let name): "s:\(name)"
        case .named(let name, _): "tns:\(name)"
        case .unnamed: "s:anyType"
        }
      writer.element(
        "s:element",
        [
          ("minOccurs", "\(element.minimum)"),
          ("maxOccurs", element.maximum.map(String.init) ?? "unbounded"), ("name", element.name),
        ] + (element.isNillable ? [("nillable", "true")] : []) + [("type", type)])
    }
    writer.end()
    writer.end()
  }
}
