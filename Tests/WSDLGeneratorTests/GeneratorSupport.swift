import Foundation
import WSDL
import WSDLGenerator

/// Generates from the example WSDLs.
enum GeneratorSupport {
  static func generate(
    _ fixture: String, access: GeneratorOptions.Access = .internal
  ) throws -> GeneratedCode {
    let file = Repository.root.appending(path: "Fixtures/WSDL/\(fixture).wsdl")
    return try generate(Data(contentsOf: file), source: "\(fixture).wsdl", access: access)
  }

  static func generate(
    _ wsdl: Data, source: String, access: GeneratorOptions.Access = .internal
  ) throws -> GeneratedCode {
    try Generator.generate(
      try WSDLReader().read(Array(wsdl)),
      options: GeneratorOptions(access: access, source: source, takenMethodNames: ["addGroup"]))
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
