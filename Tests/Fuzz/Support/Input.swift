/// The bytes that the fuzzer made up.
///
/// - Parameters:
///   - start: Where they begin; libFuzzer gives `nil` for none.
///   - count: How many there are.
/// - Returns: A copy.
package func input(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  Array(UnsafeBufferPointer(start: start, count: count))
}
