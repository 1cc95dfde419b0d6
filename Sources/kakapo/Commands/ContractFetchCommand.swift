import ArgumentParser
import Foundation
import KakapoProvision
import WSDL

/// Fetches a WSDL.
struct ContractFetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetch a service's WSDL, without a login.",
    discussion: """
      Takes https, and http from this machine's own address. The answer is written unchanged, but only if it \
      is a WSDL. The documents that it imports are fetched from the same server and written beside it, as NAME-1.xsd \
      and so on, and referred to by these names. The file can be compared (`kakapo contract diff`), generated from and \
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
      let documents = try await answer.documents()
      for diagnostic in documents.reading.diagnostics { Report.complain(diagnostic.description) }
      let name = outputFile.map { URL(filePath: $0).lastPathComponent }
      let files = try documents.files(named: name ?? "service.wsdl")
      guard let outputFile else { return try print(files) }
      try ContractFile.write(files, to: outputFile)
      let count = ContractReport.methodCount(documents.reading.definitions.operations.count)
      let size = files.reduce(0) { $0 + $1.bytes.count }
      let others = files.dropFirst().map(\.name)
      Swift.print(
        Printable.line(
          "\(outputFile): \(count) from \(answer.location), \(size) bytes"
            + (others.isEmpty ? "" : "; it imports \(others.joined(separator: ", ")) from the same folder")))
    }
  }

  private func print(_ files: [ContractDocuments.File]) throws {
    guard files.count == 1 else {
      throw ProvisionError.invalidConfiguration(
        "the WSDL is made of \(files.count) documents, which can't go to standard output together",
        advice: "Give --output-file FILE: the other files are written to the same folder.")
    }
    print(files[0].bytes)
  }

  private func print(_ bytes: [UInt8]) {
    guard isatty(STDOUT_FILENO) == 1 else { return StandardOutput.write(Data(bytes)) }
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      Swift.print(Printable.line(String(line).replacing("\t", with: "  ")))
    }
  }
}
