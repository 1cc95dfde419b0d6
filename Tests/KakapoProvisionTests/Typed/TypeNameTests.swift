import KakapoProvision
import Testing
import XMLCore

/// The type of an element, as a server reads it.
@Suite struct TypeNameTests {
  @Test(
    "A type is named in its namespace, and one without a namespace in none",
    arguments: [
      (element: "urn:e", type: "urn:t"), ("urn:e", ""), ("", "urn:t"), ("", ""), ("urn:e", "urn:e"),
    ])
  func types(element namespace: String, type: String) throws {
    let element = RequestElement(
      "value",
      .elements([
        RequestElement("inner", .text("a & b")), RequestElement("empty", .text("")),
        RequestElement("other", .elements([RequestElement("leaf", .text("c"))]), namespace: "urn:other"),
      ]),
      namespace: namespace, type: RequestElement.TypeName("T", namespace: type))
    let request = try SOAPRequest(
      wrapper: "Add", namespace: "urn:m", action: "Add",
      parameters: [element, RequestElement("last", .text("d"))])
    let text = String(decoding: request.body, as: UTF8.self)
    #expect(!text.contains(/xmlns:\w+=""/), "\(text)")
    let call = try #require(try XMLReader().read(request.body).child("Body")?.child("Add"))
    let value = try #require(call.child("value"))
    #expect(value.namespace ?? "" == namespace)
    #expect(value.children.map { $0.namespace ?? "" } == [namespace, namespace, "urn:other"])
    #expect(value.child("other")?.child("leaf")?.namespace == "urn:other")
    #expect(call.child("last")?.namespace == "urn:m")
    let named = try #require(value.attribute("type", namespace: XMLNamespaces.schemaInstance)).split(
      separator: ":")
    #expect(named.last == "T")
    #expect(value.resolve(prefix: named.count == 2 ? String(named[0]) : "") ?? "" == type)
  }
}
