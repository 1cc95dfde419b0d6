import Testing
import WSDLGenerator

@Suite struct DocumentationTextTests {
  @Test func codeIsNotBrokenIntoTwoLines() {
    let lines = DocumentationText.wrapped("Calls the method `one two three` and more of it.", width: 20)
    #expect(lines == ["Calls the method", "`one two three` and", "more of it."])
  }

  @Test func nothingIsLostBehindHalfAQuotation() {
    #expect(DocumentationText.wrapped("one `two three", width: 5) == ["one", "`two three"])
  }

  @Test func aLineDoesNotBeginLikeAList() {
    #expect(DocumentationText.wrapped("one - two", width: 4) == ["one", "\\-", "two"])
  }
}
