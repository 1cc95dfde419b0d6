import Testing
import WSDL

@Suite struct BuiltInTypeTests {
  @Test(arguments: BuiltInType.allCases)
  func isFoundByItsName(type: BuiltInType) {
    #expect(BuiltInType(type.qualifiedName) == type)
    #expect(BuiltInType(QualifiedName(type.rawValue, namespace: "urn:other")) == nil)
  }

  @Test func theSOAPEncodingHasTheSimpleOnes() {
    func encoded(_ name: String) -> BuiltInType? {
      BuiltInType(QualifiedName(name, namespace: "http://schemas.xmlsoap.org/soap/encoding/"))
    }
    #expect(encoded("string") == .string)
    #expect(encoded("base64") == .base64Binary)
    #expect(encoded("Array") == nil)
    #expect(encoded("anyType") == nil)
  }
}
