import ArgumentParser
import KakapoProvision

/// A `name=value` argument.
enum ParameterArgument {
  /// Takes an argument apart.
  ///
  /// - Parameters:
  ///   - argument: The argument.
  ///   - operation: What the contract says of the method, if it knows it.
  /// - Returns: Name and value.
  /// - Throws: `ValidationError`, which shows no value that may be a password.
  static func parse(
    _ argument: String, of operation: OperationDescription?
  ) throws -> (name: String, value: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      throw ValidationError("Parameters are written name=value, and \(shown(argument)) is not.")
    }
    guard !argument.unicodeScalars.contains("\u{FFFD}") else {
      throw ValidationError(
        "A parameter holds a character that is not UTF-8 text, or the replacement character.")
    }
    let name = String(argument[..<equals])
    let value = String(argument[argument.index(after: equals)...])
    let parameter = operation?.parameters.first { $0.name == name }
    guard parameter?.kind == .secret || Secret.isLikely(named: name) else { return (name, value) }
    guard value.hasPrefix("@") else {
      throw ValidationError(
        "\(name) is a password, and other users of this machine can read the arguments of a command: "
          + "write \(name)=@FILE, or \(name)=@- to be asked for it.")
    }
    guard value == "@-" else { return (name, try Password.firstLine(ofFile: String(value.dropFirst()))) }
    guard let typed = try Terminal.ask("\(name): ") else {
      throw ValidationError("There is no terminal to ask for \(name) at: write \(name)=@FILE.")
    }
    return (name, typed)
  }

  /// An argument that may be quoted: a single word without punctuation is hardly a password.
  private static func shown(_ argument: String) -> String {
    argument.allSatisfy(\.isLetter) ? "\"\(argument)\"" : "one of the arguments"
  }
}
