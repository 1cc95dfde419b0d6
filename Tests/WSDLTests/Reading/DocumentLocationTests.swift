import Testing
import WSDL

@Suite struct DocumentLocationTests {
  @Test(
    "A location is resolved against the address or file of its document",
    arguments: [
      ("?xsd=xsd0", "https://h/p/S.svc?WSDL", "https://h/p/S.svc?xsd=xsd0"),
      ("?wsdl=a/b", "https://h/p/S.svc?wsdl=c/d", "https://h/p/S.svc?wsdl=a/b"),
      ("?x=http://other/y", "https://h/S.svc?WSDL", "https://h/S.svc?x=http://other/y"),
      ("types.xsd", "https://h/p/S.svc?WSDL", "https://h/p/types.xsd"),
      ("../q/types.xsd?v=../1", "https://h/p/S.svc", "https://h/q/types.xsd?v=../1"),
      ("/types.xsd", "https://h:8443/p/S.svc?WSDL", "https://h:8443/types.xsd"),
      ("types.xsd#part", "https://h", "https://h/types.xsd"),
      ("//other/types.xsd", "https://h/p/S.svc", "https://other/types.xsd"),
      ("http://other/S.svc?xsd=xsd0", "https://h/p/S.svc", "http://other/S.svc?xsd=xsd0"),
      ("types.xsd", "dir/main.wsdl", "dir/types.xsd"),
      ("./more/../types.xsd", "dir/main.wsdl", "dir/types.xsd"),
      ("../types.xsd", "main.wsdl", "../types.xsd"), ("/types.xsd", "dir/main.wsdl", "/types.xsd"),
    ])
  func locations(stated: String, base: String, meant: String) {
    #expect(DocumentLocation.resolve(stated, against: base) == meant)
  }
}
