import Foundation
import FuzzSupport
import WSDL
import WSDLGenerator

/// Whatever a WSDL says, it is refused, or Swift is made of it in which nothing of the WSDL is code.
///
/// Bytes that do not begin like XML are texts, one a line, that are put into a small WSDL in all the places where a
/// text may stand. With `KAKAPO_FUZZ_OUTPUT` the generated files are written to that folder, for a real parser.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = input(start, count)
  let isXML = bytes.first == UInt8(ascii: "<") || bytes.first ?? 0 >= 0xEF
  guard let reading = try? WSDLReader(limits: limits).read(isXML ? bytes : SmallWSDL.document(of: bytes))
  else {
    return 0
  }
  guard
    let code = try? Generator.generate(
      reading,
      options: GeneratorOptions(
        access: count % 2 == 0 ? .public : .internal, source: "fuzzed.wsdl", takenMethodNames: ["addGroup"]))
  else {
    require(false, "no annotations were given, so none can be wrong")
    return 0
  }
  require(Set(code.files.map(\.name)).count == code.files.count, "two files have one name")
  for file in code.files {
    require(!file.name.contains("/"), "a file's name leads elsewhere: \(file.name)")
    CodeCheck.check(file.text)
    write(file.text)
  }
  return 0
}

private let limits: WSDLLimits = {
  var limits = WSDLLimits()
  limits.diagnostics = 50
  return limits
}()

private func write(_ text: String) {
  guard let folder = ProcessInfo.processInfo.environment["KAKAPO_FUZZ_OUTPUT"] else { return }
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  do {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(String(hash, radix: 16)).swift"))
  } catch {
    fatalError("\(folder) cannot be written to: \(error)")
  }
}
