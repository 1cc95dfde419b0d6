import Foundation
import WSDL
import WSDLGenerator

/// Generates from the example WSDLs.
enum GeneratorSupport {
  static func generate(
    _ fixture: String, access: GeneratorOptions.Access = .internal
  ) throws -> GeneratedCode {
    try generate(reading(fixture), source: "\(fixture).wsdl", access: access)
  }

  /// Reads an example with its imports.
  static func reading(_ fixture: String) throws -> WSDLReading {
    let folder = Repository.root.appending(path: "Fixtures/WSDL")
    return try WSDLReader().read(Array(Data(contentsOf: folder.appending(path: "\(fixture).wsdl")))) { name in
      try Array(Data(contentsOf: folder.appending(path: name)))
    }
  }

  static func generate(
    _ wsdl: Data, source: String, access: GeneratorOptions.Access = .internal
  ) throws -> GeneratedCode {
    try generate(WSDLReader().read(Array(wsdl)), source: source, access: access)
  }

  private static func generate(
    _ reading: WSDLReading, source: String, access: GeneratorOptions.Access
  ) throws -> GeneratedCode {
    try Generator.generate(
      reading, options: GeneratorOptions(access: access, source: source, takenMethodNames: ["addGroup"]))
  }

  /// A WSDL with one operation `Ask` and the given schema.
  static func wsdl(_ schema: String, service: String = "Example", documentation: String = "") -> Data {
    Data(
      """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
        xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"><types>
      <s:schema targetNamespace="urn:t" elementFormDefault="qualified">\(schema)
      <s:element name="AskResponse"><s:complexType/></s:element></s:schema></types>
      <message name="In"><part name="parameters" element="t:Ask"/></message>
      <message name="Out"><part name="parameters" element="t:AskResponse"/></message>
      <portType name="P"><operation name="Ask"><documentation>\(documentation)</documentation>
      <input message="t:In"/><output message="t:Out"/></operation></portType>
      <binding name="P" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
      <operation name="Ask"><soap:operation soapAction="urn:t#Ask"/><input><soap:body use="literal"/></input>
      <output><soap:body use="literal"/></output></operation></binding>
      <service name="\(service)"><port name="P" binding="t:P"><soap:address location="https://x.example/"/>
      </port></service></definitions>
      """.utf8)
  }
}
