import KakapoProvision
import Testing
import WSDLGenerator

@Suite("Annotations")
struct AnnotationsTests {
  @Test("have the words of the library's descriptions")
  func words() {
    #expect(
      Annotations.Kind.allCases.map(\.rawValue).sorted()
        == ParameterDescription.Kind.allCases.map(\.rawValue).sorted())
    #expect(
      Annotations.Evidence.allCases.map(\.rawValue).sorted() == Evidence.allCases.map(\.rawValue).sorted())
    #expect(
      Annotations.Repetition.allCases.map(\.rawValue).sorted()
        == OperationDescription.Repetition.allCases.map(\.rawValue).sorted())
  }
}
