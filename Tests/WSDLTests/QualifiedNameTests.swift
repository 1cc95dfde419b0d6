import Testing
import WSDL

@Suite struct QualifiedNameTests {
  /// Marks of different classes in any order make canonically equivalent texts, but the names differ.
  @Test func namesThatLookAlikeDifferAndHashApart() {
    let marks: [Unicode.Scalar] = ["\u{301}", "\u{323}", "\u{327}", "\u{345}", "\u{31B}"]
    let names = Self.orders(of: marks).map { marks in
      var text = "a"
      for mark in marks { text.unicodeScalars.append(mark) }
      return text
    }
    #expect(names.count == 120)
    #expect(Set(names).count == 1)
    for make in [
      { QualifiedName($0, namespace: nil) }, { QualifiedName("a", namespace: $0) },
    ] as [(String) -> QualifiedName] {
      let qualified = names.map(make)
      #expect(Set(qualified).count == 120)
      #expect(Set(qualified.map(\.hashValue)).count == 120)
    }
  }

  private static func orders(of marks: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    guard !marks.isEmpty else { return [[]] }
    return marks.indices.flatMap { index in
      var rest = marks
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }
}
