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

      A JSON file of annotations adds what a WSDL can't say: the form of each parameter's values, what a repeat \
      does, and documentation. Its form is described in the library's documentation.

      A WSDL with several services gets a type for each. An operation that cannot be expressed is left out and \
      named on standard error.

      Exit codes: 0 when every operation was generated, 84 when some were left out, 65 when the WSDL cannot be \
      read, when no operation could be generated, and with --strict when one was left out; then nothing is written.
      """)

  @Option(help: "The WSDL: a file, which may import others in its folder, or - for standard input.")
  var wsdl: String

  @Option(
    help: ArgumentHelp("A JSON file with what is known of the service beyond its WSDL.", valueName: "FILE"))
  var annotations: String?

  @Option(help: "The folder to write to; it is made if it does not exist.")
  var output: String

  @Option(help: "Who may use the generated types: public or internal.")
  var access: GeneratorOptions.Access = .internal

  @Flag(
    name: .customLong("strict"), help: "Write nothing and exit with 65 when an operation had to be left out.")
  var isStrict = false

  func run() async throws {
    try await Report.errors {
      let reading: WSDLReading
      do {
        reading = try read()
      } catch let error as WSDLReadingError {
        Report.complain("\(error) \(ContractFile.remedy)")
        throw ExitStatus.rejected.exitCode
      }
      var options = GeneratorOptions(
        access: access, source: wsdl == "-" ? "standard input" : URL(filePath: wsdl).lastPathComponent,
        takenMethodNames: ProvisionClient.methodNames,
        parameterKinds: ContractGenerateCommand.knownKinds)
      let code: GeneratedCode
      do throws(AnnotationsError) {
        if let annotations {
          options.annotations = try Annotations(json: try data(of: annotations))
          options.source += " and \(URL(filePath: annotations).lastPathComponent)"
        }
        code = try Generator.generate(reading, options: options)
      } catch {
        Report.complain("The annotations don't match their form or the WSDL: \(error).")
        throw ExitStatus.rejected.exitCode
      }
      for diagnostic in code.diagnostics { Report.complain("\(diagnostic)") }
      guard !code.operations.isEmpty else {
        Report.complain("No operation could be generated; nothing was written.")
        throw ExitStatus.rejected.exitCode
      }
      guard !isStrict || code.leftOut.isEmpty else {
        Report.complain(
          "\(code.leftOut.joined(separator: ", ")) could not be generated, so nothing was written (--strict)."
        )
        throw ExitStatus.rejected.exitCode
      }
      let removed = try ContractCodeFolder.write(code, to: output)
      for name in removed { print("\(name) of an earlier run was removed.") }
      print(
        "\(code.files.count) files written to \(output): \(code.operations.count) operations generated, "
          + "\(code.leftOut.count) left out.")
      guard code.leftOut.isEmpty else { throw ExitStatus.incomplete.exitCode }
    }
  }

  /// The forms of the built-in contract's text parameters, by their names.
  private static let knownKinds = Dictionary(
    Contract.builtIn.operations.flatMap(\.parameters).compactMap { parameter in
      Annotations.Kind(rawValue: parameter.kind.rawValue).map { (parameter.name, $0) }
    }, uniquingKeysWith: { first, _ in first })

  private func data(of path: String) throws(AnnotationsError) -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch {
      throw AnnotationsError("the file \(path) cannot be read")
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
        advice: wsdl.contains("://")
          ? "Fetch it with `kakapo contract fetch`, and give the path of the file."
          : "Give the path of a WSDL file, or - for standard input.")
    }
  }
}

extension GeneratorOptions.Access: ExpressibleByArgument {}

/// The folder of generated code.
enum ContractCodeFolder {
  /// Writes the files, and removes files of an earlier run for the same WSDL that are no longer generated.
  ///
  /// - Parameters:
  ///   - code: The generated code.
  ///   - path: The folder; it is made if it does not exist.
  /// - Returns: The names of the removed files.
  /// - Throws: `ProvisionError` of code `invalidConfiguration`.
  static func write(_ code: GeneratedCode, to path: String) throws(ProvisionError) -> [String] {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in code.files {
        try Data(file.text.utf8).write(to: folder.appending(path: file.name), options: .atomic)
      }
      let leftovers = try leftovers(of: code, in: folder)
      for name in leftovers { try FileManager.default.removeItem(at: folder.appending(path: name)) }
      return leftovers
    } catch {
      let cause = (error as? CocoaError)?.underlying ?? error
      throw .invalidConfiguration(
        "the folder \(path) cannot be written to: \(cause.localizedDescription)",
        advice: "Give a folder that may be written to, or one that does not exist yet.")
    }
  }

  /// The other files with the first line of the generated ones, which names the namespace; only the generator
  /// writes it.
  private static func leftovers(of code: GeneratedCode, in folder: URL) throws -> [String] {
    guard let start = code.files.first?.text.prefix(while: { $0 != "\n" }) else { return [] }
    let line = Data("\(start)\n".utf8)
    let made = Set(code.files.map(\.name))
    // The files of another WSDL with the same name in the same folder are kept.
    let owners = code.possibleNamespaces.union(code.namespaces)
    // The files of a namespace with a long name have numbers in its place.
    let isNumbered = code.files.contains { $0.name.prefixMatch(of: /Service\d+[+.]/) != nil }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { name in
        let file = folder.appending(path: name)
        guard let owner = name.split(separator: /[+.]/).first.map(String.init),
          isNumbered || owners.contains(owner), name.hasSuffix(".swift"), !made.contains(name),
          try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        else { return false }
        // An unreadable file stays.
        guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: line.count)) == line
      }.sorted()
  }
}
