import Foundation
import PackagePlugin

/// Generates typed Swift from a WSDL into the package that it is run in.
///
/// `swift package generate-provision-client --wsdl FILE --output DIR [--access public|internal]
/// [--strict]`
@main
struct GenerateProvisionClient: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let process = Process()
    process.executableURL = try context.tool(named: "kakapo").url
    process.arguments = ["contract", "generate"] + arguments
    process.currentDirectoryURL = context.package.directoryURL
    try process.run()
    process.waitUntilExit()
    switch (process.terminationReason, process.terminationStatus) {
    case (.exit, 0): break
    case (.exit, 84): Diagnostics.warning("Some operations were left out; see above.")
    default: throw GenerationFailed(status: process.terminationStatus)
    }
  }
}

/// The tool has said why on standard error.
struct GenerationFailed: Error, CustomStringConvertible {
  let status: Int32

  var description: String { "Nothing was generated (exit code \(status))." }
}
