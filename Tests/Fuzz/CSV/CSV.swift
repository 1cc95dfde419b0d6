import FuzzSupport
import Foundation
@testable import KakapoRollout

/// Whatever is given as an input is read or refused with findings, and what is written comes back cell by cell.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = input(start, count)
  RoundTrip.checkInput(bytes, ReadingOptions())
  // One set of what a caller may say, taken from the bytes so that the same input does the same.
  let choice = bytes.reduce(bytes.count) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
  RoundTrip.checkInput(
    bytes,
    ReadingOptions(
      kind: choice & 16 == 0 ? .csv : nil, encoding: InputFormat.Encoding.allCases[choice % 4],
      delimiter: InputFormat.Delimiter.allCases[choice % 3]))
  for delimiter in InputFormat.Delimiter.allCases { RoundTrip.checkCells(bytes, delimiter) }
  RoundTrip.checkRetries(String(decoding: bytes, as: UTF8.self))
  return 0
}
