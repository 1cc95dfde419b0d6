import ArgumentParser
import KakapoProvision
import Support

/// Calls one web method.
struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Call a web method.",
    usage: """
      kakapo call METHOD [name=value ...] [options]
      kakapo call METHOD --help
      kakapo call --list
      """,
    discussion: """
      Values are checked before anything is sent. A password is not accepted as an argument: write \
      name=@FILE to read it from the first line of a file, or name=@- to be asked for it.
      """,
    // Help for a method is the command's own business.
    helpNames: [])

  @Argument(help: "The method's name, as on the wire.")
  var method: String?

  @Argument(help: ArgumentHelp("The parameters after the login.", valueName: "name=value"))
  var parameters: [String] = []

  @Flag(help: "List the methods.")
  var list = false

  @Flag(
    name: .customLong("unchecked"),
    help: "Call a method that this command doesn't know, with the parameters as given.")
  var isUnchecked = false

  @Flag(name: .customLong("yes"), help: "Call a method that deletes, without asking.")
  var isConfirmed = false

  @Flag(name: [.short, .long], help: "Show help; after a method's name, show its parameters.")
  var help = false

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    if list { return print(MethodHelp.list()) }
    guard let method else {
      guard help else { throw ValidationError("No method. `kakapo call --list` shows the methods.") }
      return print(CallCommand.helpMessage())
    }
    let known = Contract.builtIn.operation(named: method)
    if help {
      guard let known else { throw ValidationError(MethodHelp.unknown(method)) }
      return print(MethodHelp.text(of: known))
    }
    guard known != nil || isUnchecked else { throw ValidationError(MethodHelp.unknown(method)) }
    let values = try parameters.map { try ParameterArgument.parse($0, of: known) }
    try await Report.errors(as: output.output) {
      if method.hasPrefix("Delete"), !isConfirmed {
        let what = values.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        try Question.confirm("Call \(method) \(what)?")
      }
      let client = try connection.makeClient()
      defer { client.close() }
      let response = try await Interruption.cancelling {
        try await client.call(method, parameters: values, checkedAgainst: isUnchecked ? nil : .builtIn)
      }
      let user = values.first { $0.name == "broadworksUserId" }?.value
      switch output.output {
      case .json: try JSONOutput.print(CallOutput(response, user: user))
      case .table: print(CallOutput.text(of: response, user: user))
      }
    }
  }
}

/// A successful answer, as text and as JSON.
struct CallOutput: Encodable {
  private let operation: String
  private let success: Bool
  private let message: String?
  private let licenses: [[String: String]]?
  /// Why the licences are uncertain; empty if they are certain.
  private let doubts: [String]?
  private let result: JSONElement

  /// Makes the output of a call.
  ///
  /// - Parameters:
  ///   - response: The answer.
  ///   - user: The user of the call, if it asked for licences.
  init(_ response: ProvisionResponse, user: String?) {
    operation = response.operation
    success = response.success
    message = response.errorMessage
    let held = CallOutput.licenses(in: response, user)
    licenses = held?.licenses.map {
      ["applicationName": $0.pair.applicationName, "licenseType": $0.pair.licenseType]
    }
    doubts = held?.doubts.map(\.description)
    result = JSONElement(response.result)
  }

  static func text(of response: ProvisionResponse, user: String?) -> String {
    var lines = ["\(response.operation): success"]
    if let message = response.errorMessage, !message.isEmpty { lines.append(Printable.line(message)) }
    guard let licenses = licenses(in: response, user) else {
      return (lines + response.details.map { Printable.line($0.description) }).joined(separator: "\n")
    }
    lines +=
      licenses.licenses.isEmpty
      ? licenses.isCertain ? ["no licences"] : []
      : [
        TextTable(
          ["applicationName", "licenseType"],
          licenses.licenses.map { [$0.pair.applicationName, $0.pair.licenseType] }
        ).text
      ]
    lines += licenses.doubts.map { "uncertain: " + Printable.line($0.description) }
    lines += licenses.unrecognized.map { "also: " + Printable.line($0.description) }
    return lines.joined(separator: "\n")
  }

  private static func licenses(in response: ProvisionResponse, _ user: String?) -> UserLicenses? {
    guard response.operation == GetUserLicenses.contract.name else { return nil }
    return GetUserLicenses(serverHostName: "", broadworksUserId: user ?? "").result(from: response)
  }
}

/// A `name=value` argument.
enum ParameterArgument {
  /// Splits an argument.
  ///
  /// - Parameters:
  ///   - argument: The argument.
  ///   - operation: The contract's description of the method, if it has one.
  /// - Returns: Name and value.
  /// - Throws: `ValidationError`, which shows no value that may be a password.
  static func parse(
    _ argument: String, of operation: OperationDescription?
  ) throws -> (name: String, value: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      throw ValidationError("Write parameters as name=value; \(shown(argument)) is not.")
    }
    guard !argument.unicodeScalars.contains("\u{FFFD}") else {
      throw ValidationError(
        "A parameter contains bytes that are not UTF-8, or the replacement character.")
    }
    let name = String(argument[..<equals])
    let value = String(argument[argument.index(after: equals)...])
    let parameter = operation?.parameters.first { $0.name == name }
    guard parameter?.kind == .secret || Secret.isLikely(named: name) else { return (name, value) }
    guard value.hasPrefix("@") else {
      throw ValidationError(
        "\(name) is a password, and other users of this machine can read the arguments of a command. "
          + "Write \(name)=@FILE, or \(name)=@- to be asked for it.")
    }
    guard value == "@-" else { return (name, try Password.firstLine(ofFile: String(value.dropFirst()))) }
    guard let typed = try Terminal.ask("\(name): ") else {
      throw ValidationError("There is no terminal to ask for \(name). Write \(name)=@FILE.")
    }
    return (name, typed)
  }

  /// An argument for an error message: a single word without punctuation is hardly a password.
  private static func shown(_ argument: String) -> String {
    argument.allSatisfy(\.isLetter) ? "\"\(argument)\"" : "one of the arguments"
  }
}

/// The contract's description of the methods, for people.
enum MethodHelp {
  static func list() -> String {
    TextTable(
      ["method", "evidence", "what it does"],
      Contract.builtIn.operations.map { [$0.name, $0.evidence.rawValue, $0.summary] }
    ).text
  }

  static func text(of operation: OperationDescription) -> String {
    let usage = operation.parameters.map { $0.isRequired ? "\($0.name)=…" : "[\($0.name)=…]" }
    let table = TextTable(
      ["parameter", "required", "evidence", "what it is"],
      operation.parameters.map {
        [$0.name, $0.isRequired ? "yes" : "no", $0.evidence.rawValue, $0.summary]
      })
    return """
      \(operation.summary)

      USAGE: kakapo call \(operation.name) \(usage.joined(separator: " "))

      \(table.text)

      Repeating it: \(repetition(of: operation)).
      Evidence for the method's name: \(operation.evidence.rawValue). (doc: the vendor's document; read: a \
      garbled picture in it; assumed: by analogy)
      """
  }

  static func unknown(_ method: String) -> String {
    let near = NearMiss.find(method, among: Contract.builtIn.operations.map(\.name))
    return "There is no method \(method)."
      + (near.map { " Did you mean \($0)?" }
        ?? " `kakapo call --list` shows the known ones; --unchecked calls any other.")
  }

  private static func repetition(of operation: OperationDescription) -> String {
    switch operation.repetition {
    case .safe: "safe, a second call changes nothing"
    case .unsafe: "NOT safe, every call buys again"
    case .refused: "a second call is expected to be refused and to change nothing (not documented)"
    case .unknown: "not known"
    }
  }
}
