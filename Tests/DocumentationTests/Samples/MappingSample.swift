import KakapoRollout
import KakapoRolloutFiles

/// An input from a file of another system.
func input(of bytes: [UInt8], mappingBytes: [UInt8]) throws -> RolloutInput {
  var options = ReadingOptions()
  options.mapping = try InputMapping(yaml: mappingBytes, file: "users.map.yaml")
  let input = try RolloutInput.readFile(bytes, options: options)
  return input
}
