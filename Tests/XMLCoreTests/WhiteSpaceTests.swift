import Testing
import XMLCore

@Suite struct WhiteSpaceTests {
  @Test func everyScalarIsJudgedAsUnicodeDoes() {
    let scalars = (0...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init)
    #expect(scalars.first { $0.isWhitespace != $0.properties.isWhitespace } == nil)
  }
}
