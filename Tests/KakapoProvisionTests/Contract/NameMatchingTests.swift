import KakapoProvision
import Testing
import WSDL

@Suite struct NameMatchingTests {
  private func names(_ names: [String]) -> [QualifiedName] { names.map { QualifiedName($0, namespace: nil) } }

  @Test func prefersTheSameNameOverOneThatDiffersInCase() {
    let matching = NameMatching(old: names(["userName", "b"]), new: names(["username", "userName"]))
    #expect(matching.pairs.map { [$0.old, $0.new] } == [[0, 1]])
    #expect(matching.removed == [1])
    #expect(matching.added == [0])
  }

  @Test func doesNotChooseBetweenTwoPossibilities() {
    let matching = NameMatching(old: names(["Name"]), new: names(["NAME", "name"]))
    #expect(matching.pairs == [])
    #expect(matching.removed == [0])
    #expect(matching.added == [0, 1])
  }

  @Test func passesOverNamespaces() {
    let matching = NameMatching(
      old: [QualifiedName("a", namespace: "urn:1"), QualifiedName("a", namespace: "urn:2")],
      new: [QualifiedName("a", namespace: "urn:2"), QualifiedName("A", namespace: "urn:3")])
    #expect(matching.pairs.map { [$0.old, $0.new] } == [[0, 1], [1, 0]])
    #expect(!matching.keepsOrder)
  }

  @Test func distinguishesCanonicallyEquivalentNames() {
    #expect(QualifiedName("\u{E9}", namespace: nil) != QualifiedName("e\u{301}", namespace: nil))
  }
}
