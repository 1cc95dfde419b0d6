import Testing

@testable import KakapoRollout

@Suite("Cells that a spreadsheet would run")
struct FormulaGuardTests {
  @Test("are written with an apostrophe and read back unchanged")
  func reversible() {
    let pieces = ["'", "=", "+", "-", "@", "\t", "\r", "\n", "a", " ", "ü", "\u{301}", "\r\n"]
    var texts = [""]
    for _ in 0..<4 { texts = [""] + texts.flatMap { text in pieces.map { text + $0 } } }
    for text in texts {
      let guarded = FormulaGuard.guarded(text)
      #expect(FormulaGuard.unguarded(guarded) == text)
      #expect(guarded.utf8.first.map { ![0x3D, 0x2B, 0x2D, 0x40, 0x9, 0xA, 0xD].contains($0) } ?? true)
    }
  }
}
