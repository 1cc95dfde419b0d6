import ArgumentParser
import Foundation
import KakapoProvision
import WSDL
import WSDLGenerator

/// Writes typed Swift for the operations of a WSDL.
struct ContractGenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Generate typed Swift from a WSDL.",
    discussion: """
      Writes one file for each operation and one for the types they share. The code depends on the library \
      KakapoProvision. Give each WSDL a target of its own.

      An operation that cannot be expressed is left out and named on standard error. The exit code is 0 as \
      long as one operation was generated, 65 when the WSDL cannot be read or none could be.
      """)

  @Option(help: "The WSDL: a file, which may import others in its folder, or - for standard input.")
  var wsdl: String

  @Option(help: "The folder to write to; it is made if it does not exist.")
  var output: String

  @Option(help: "Who may use the generated types: public or internal.")
  var access: GeneratorOptions.Access = .internal

  func run() async throws {
    try await Report.errors {
      let reading: WSDLReading
      do {
        reading = try read()
      } catch let error as WSDLReadingError {
        Report.complain("\(error) \(ContractFile.remedy)")
        throw ExitStatus.rejected.exitCode
      }
      let source = wsdl == "-" ? "standard input" : URL(filePath: wsdl).lastPathComponent
      let code = Generator.generate(
        reading,
        options: GeneratorOptions(
          access: access, source: source, takenMethodNames: ProvisionClient.methodNames))
      for diagnostic in code.diagnostics { Report.complain("\(diagnostic)") }
      guard !code.operations.isEmpty else {
        Report.complain("No operation could be generated; nothing was written.")
        throw ExitStatus.rejected.exitCode
      }
      let removed = try ContractCodeFolder.write(code, to: output)
      for name in removed { print("\(name) of an earlier run was removed.") }
      print(
        "\(code.files.count) files written to \(output): \(code.operations.count) operations generated, "
          + "\(code.leftOut.count) left out.")
    }
  }

  private func read() throws -> WSDLReading {
    do {
      return try wsdl == "-" ? ContractFiles.read(.standardInput) : ContractFiles.read(wsdl)
    } catch let error as WSDLReadingError {
      throw error
    } catch {
      throw ProvisionError.invalidConfiguration(
        "the file \(wsdl) cannot be read: \(error.localizedDescription)",
        advice: "Give the path of a WSDL file, or - for standard input.")
    }
  }
}

extension GeneratorOptions.Access: ExpressibleByArgument {}
