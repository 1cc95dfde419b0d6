import Testing

@testable import XMLCore

@Suite("A document read in pieces")
struct XMLPiecesTests {
  private func document(_ seed: inout UInt64) -> String {
    func next(_ limit: UInt64) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33 % limit)
    }
    func element(_ depth: Int) -> String {
      let name = "n\(next(60))"
      let prefix = next(3) == 0 ? "p:" : ""
      let attributes = (0..<next(4)).map { " a\($0)x\(next(40))=\"v&amp;\(next(9))\"" }.joined()
      let declaration = next(5) == 0 ? " xmlns=\"urn:\(next(4))\"" : ""
      let content = (0..<next(4)).map { _ in depth < 4 && next(2) == 0 ? element(depth + 1) : "t\(next(99))" }
        .joined()
      return "<\(prefix)\(name)\(attributes)\(declaration)>\(content)</\(prefix)\(name)>"
    }
    let children = (0..<next(40)).map { _ in element(1) + (next(2) == 0 ? "\r\n " : "") }.joined()
    return "<?xml version=\"1.0\"?>\n<root xmlns=\"urn:r\" xmlns:p=\"urn:p\">\(children)</root>"
  }

  @Test("has the same elements as when it is read as a whole")
  func same() throws {
    var seed: UInt64 = 42
    for round in 0..<300 {
      let bytes = Array(document(&seed).utf8)
      let whole = try XMLReader().read(bytes)
      for depth in 1...2 {
        let expected = depth == 1 ? whole.children : whole.children.flatMap(\.children)
        var count = 0
        var different = 0
        try XMLReader().readPieces(of: bytes, depth: depth) { piece in
          if count >= expected.count || piece != expected[count] { different += 1 }
          count += 1
          return true
        }
        #expect(count == expected.count, "round \(round)")
        #expect(different == 0, "round \(round)")
      }
    }
  }

  @Test("stops when it is told to, and at the first fault")
  func stops() throws {
    let text = "<a>" + (0..<100).map { "<b c=\"\($0)\"/>" }.joined()
    var seen = 0
    try XMLReader().readPieces(of: Array((text + "</a>").utf8), depth: 1) { _ in
      seen += 1
      return seen < 10
    }
    #expect(seen == 10)
    seen = 0
    #expect(throws: XMLReadingError.self) {
      try XMLReader().readPieces(of: Array(text.utf8), depth: 1) { _ in
        seen += 1
        return true
      }
    }
    #expect(seen == 100)
    #expect(throws: XMLReadingError.self) {
      try XMLReader().readPieces(of: Array("<!DOCTYPE a><a><b/></a>".utf8), depth: 1) { _ in true }
    }
  }

  @Test("keeps the limit of nodes for each piece alone")
  func limits() throws {
    let reader = XMLReader(limits: XMLLimits(nodes: 20))
    let small = "<a>" + String(repeating: "<b><c/><c/><c/></b>", count: 1_000) + "</a>"
    try reader.readPieces(of: Array(small.utf8), depth: 1) { _ in true }
    let large = "<a><b>" + String(repeating: "<c/>", count: 30) + "</b></a>"
    #expect(throws: XMLReadingError.self) {
      try reader.readPieces(of: Array(large.utf8), depth: 1) { _ in true }
    }
  }
}
