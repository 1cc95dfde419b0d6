import ArgumentParser
import KakapoProvision

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
      Values are checked before anything is sent. A value that is a password is not taken from the arguments: \
      write name=@FILE to read it from a file's first line, or name=@- to be asked for it.
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
    help: "Call a method that this command does not know, with the parameters as they are.")
  var isUnchecked = false

  @Flag(name: .customLong("yes"), help: "Call a method that deletes without asking.")
  var isConfirmed = false

  @Flag(name: [.short, .long], help: "Show help; behind a method's name, its parameters.")
  var help = false

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    if list { return print(MethodHelp.list()) }
    guard let method else {
      guard help else { throw ValidationError("Which method? `kakapo call --list` shows them.") }
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
