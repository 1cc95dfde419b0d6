import Support
import Testing

/// Texts are compared by their code points.
struct ExactTextTests {
  @Test func composedAndDecomposedLettersDiffer() {
    let (composed, decomposed) = ("Caf\u{E9}", "Cafe\u{301}")
    #expect(composed == decomposed && !composed.hasSameBytes(as: decomposed))
    #expect(composed.hasSameBytes(as: "Caf\u{E9}") && "".hasSameBytes(as: "") && !"".hasSameBytes(as: "a"))
    #expect(Set([composed, decomposed, "Caf\u{E9}"].map(ExactText.init)).count == 2)
  }
}
