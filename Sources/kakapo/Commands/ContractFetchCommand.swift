import ArgumentParser
import Foundation
import KakapoProvision
import WSDL

/// Fetches a WSDL.
struct ContractFetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetch a service's WSDL, without a login.",
    discussion: """
      Takes https, and http from this machine's own address. What comes is written as it came, but only if it \
      is a WSDL; what it imports is not fetched along. The file can be compared (`kakapo contract diff`) and \
      given to calls (--contract FILE).
      """)

  @Argument(help: "The address of the service or of its WSDL; ?WSDL is added when there is no query.")
  var url: String

  @Option(help: ArgumentHelp("Where to write it. (default: standard output)", valueName: "FILE"))
  var outputFile: String?

  @OptionGroup var options: ContractFetchOptions

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    try await Report.errors {
      let answer = try await ContractDownload.answer(
        from: ContractAddress(url: url), options)
      let reading = try answer.reading()
      for diagnostic in reading.diagnostics { Report.complain(diagnostic.description) }
      guard let outputFile else { return print(answer.body) }
      try ContractFile.write(answer.body, to: outputFile)
      let count = ContractReport.methodCount(of: reading.definitions)
      Swift.print(
        Printable.line("\(outputFile): \(count) from \(answer.location), \(answer.body.count) bytes"))
    }
  }

  private func print(_ bytes: [UInt8]) {
    guard isatty(STDOUT_FILENO) == 1 else { return StandardOutput.write(Data(bytes)) }
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      Swift.print(Printable.line(String(line).replacing("\t", with: "  ")))
    }
  }
}
