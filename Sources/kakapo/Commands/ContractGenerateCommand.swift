import ArgumentParser
import Foundation
import KakapoProvision
import WSDL
import WSDLGenerator

/// Writes typed Swift for the operations of a WSDL.
struct ContractGenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Generate typed Swift from a WSDL.",
    discussion: """
      Writes one file for each operation and one for the types they share. The code depends on the library \
      KakapoProvision. Give each WSDL a target of its own.

      An operation that cannot be expressed is left out and named on standard error. The exit code is 0 as \
      long as one operation was generated, 65 when the WSDL cannot be read or none could be.
      """)

  @Option(help: "The WSDL: a file, or - for standard input.")
  var wsdl: String

  @Option(help: "The folder to write to; it is made if it does not exist.")
  var output: String

  @Option(help: "Who may use the generated types: public or internal.")
  var access: GeneratorOptions.Access = .internal

  func run() throws {
    let reading: WSDLReading
    do {
      reading = try read()
    } catch let error as WSDLReadingError {
      Report.complain("\(error)")
      throw ExitCode(ExitStatus.rejected.rawValue)
    }
    let source = wsdl == "-" ? "standard input" : URL(filePath: wsdl).lastPathComponent
    let code = Generator.generate(
      reading,
      options: GeneratorOptions(
        access: access, source: source, takenMethodNames: ProvisionClient.methodNames))
    for diagnostic in code.diagnostics { Report.complain("\(diagnostic)") }
    guard !code.operations.isEmpty else {
      Report.complain("No operation could be generated; nothing was written.")
      throw ExitCode(ExitStatus.rejected.rawValue)
    }
    let folder = URL(filePath: output, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in code.files {
      try Data(file.text.utf8).write(to: folder.appending(path: file.name), options: .atomic)
    }
    print(
      "\(code.files.count) files written to \(output): \(code.operations.count) operations generated, "
        + "\(code.leftOut.count) left out.")
  }

  private func read() throws -> WSDLReading {
    guard wsdl != "-" else {
      let data = try FileHandle.standardInput.readToEnd() ?? Data()
      return try WSDLReader().read(Array(data), location: nil)
    }
    let file = URL(filePath: wsdl)
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw ValidationError("\(wsdl) cannot be read: \(error.localizedDescription)")
    }
    let folder = file.deletingLastPathComponent().standardizedFileURL.path() + "/"
    return try WSDLReader().read(Array(data), location: wsdl) { location in
      // Only files beside the WSDL or below: a WSDL is not trusted to name others.
      let imported = URL(filePath: location).standardizedFileURL
      guard !location.contains("://"), imported.path().hasPrefix(folder.replacing("//", with: "/")) else {
        return nil
      }
      return try? Array(Data(contentsOf: imported))
    }
  }
}

extension GeneratorOptions.Access: ExpressibleByArgument {}
