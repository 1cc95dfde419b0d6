package import WSDL

/// The text of a WSDL as a `.asmx` host writes it, with one operation `Add` unless more are named.
package struct ServiceText {
  package var namespace: String
  package var service: String
  package var operations: [String]
  /// The elements inside the wrapper of every request.
  package var parameters: String
  /// The elements inside the wrapper of every answer, instead of one string named after the operation.
  package var result: String?
  /// More components of the schema.
  package var components: String
  package var style: String
  package var use: String
  package var headers: String
  package var isOneWay: Bool
  /// The `soapAction` of every operation, instead of namespace and name.
  package var action: String?
  /// The wrapper of every request, instead of the operation's name.
  package var wrapper: String?

  package init(
    namespace: String = "http://example.test/", service: String = "Service", operations: [String] = ["Add"],
    parameters: String = #"<s:element minOccurs="0" maxOccurs="1" name="name" type="s:string"/>"#,
    result: String? = nil, components: String = "", style: String = "document", use: String = "literal",
    headers: String = "", isOneWay: Bool = false, action: String? = nil, wrapper: String? = nil
  ) {
    self.namespace = namespace
    self.service = service
    self.operations = operations
    self.parameters = parameters
    self.result = result
    self.components = components
    self.style = style
    self.use = use
    self.headers = headers
    self.isOneWay = isOneWay
    self.action = action
    self.wrapper = wrapper
  }

  package var text: String {
    """
    <wsdl:definitions xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:tns="\(namespace)"
      xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
      xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" targetNamespace="\(namespace)">
    <wsdl:types><s:schema elementFormDefault="qualified" targetNamespace="\(namespace)">
    \(operations.map(elements).joined(separator: "\n"))
    \(components)
    </s:schema></wsdl:types>
    \(operations.map(messages).joined(separator: "\n"))
    <wsdl:portType name="\(service)Soap">\(operations.map(declaration).joined(separator: "\n"))</wsdl:portType>
    <wsdl:binding name="\(service)Soap" type="tns:\(service)Soap">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    \(operations.map(binding).joined(separator: "\n"))
    </wsdl:binding>
    <wsdl:binding name="\(service)Soap12" type="tns:\(service)Soap">
    <soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    </wsdl:binding>
    <wsdl:service name="\(service)">
    <wsdl:port name="\(service)Soap" binding="tns:\(service)Soap"><soap:address location="http://h/s"/></wsdl:port>
    <wsdl:port name="\(service)Soap12" binding="tns:\(service)Soap12">
    <soap12:address location="http://h/s"/></wsdl:port>
    </wsdl:service>
    </wsdl:definitions>
    """
  }

  private func elements(of name: String) -> String {
    let result =
      self.result ?? #"<s:element minOccurs="0" maxOccurs="1" name="\#(name)Result" type="s:string"/>"#
    return """
      <s:element name="\(wrapper ?? name)"><s:complexType><s:sequence>\(parameters)</s:sequence></s:complexType>
      </s:element>
      <s:element name="\(name)Response"><s:complexType><s:sequence>\(result)</s:sequence></s:complexType>
      </s:element>
      """
  }

  private func messages(of name: String) -> String {
    """
    <wsdl:message name="\(name)In"><wsdl:part name="parameters" element="tns:\(wrapper ?? name)"/></wsdl:message>
    <wsdl:message name="\(name)Out"><wsdl:part name="parameters" element="tns:\(name)Response"/></wsdl:message>
    <wsdl:message name="\(name)Head"><wsdl:part name="Head" element="tns:\(name)Response"/></wsdl:message>
    """
  }

  private func declaration(of name: String) -> String {
    """
    <wsdl:operation name="\(name)"><wsdl:documentation>Does \(name).</wsdl:documentation>
    <wsdl:input message="tns:\(name)In"/>\(isOneWay ? "" : "<wsdl:output message=\"tns:\(name)Out\"/>")
    </wsdl:operation>
    """
  }

  private func binding(of name: String) -> String {
    let body = "<soap:body use=\"\(use)\" namespace=\"\(namespace)\"/>"
    return """
      <wsdl:operation name="\(name)">
      <soap:operation soapAction="\(action ?? namespace + name)" style="\(style)"/>
      <wsdl:input>\(body)\(headers)</wsdl:input>\(isOneWay ? "" : "<wsdl:output>\(body)</wsdl:output>")
      </wsdl:operation>
      """
  }

  /// The definitions that the reader finds in the text.
  package func definitions() throws -> WSDLDefinitions { try WSDLReader().read(Array(text.utf8)).definitions }
}
