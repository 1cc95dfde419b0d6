/// What the documentation of an operation in the built-in contract says, which is written to a form.
///
/// `<Summary> All parameters are mandatory[ except <a>[, <b>] and <c>]. Known: method <mark>; <name>
/// <mark>; ….`
struct ContractDocumentation {
  /// What the method does, as a sentence.
  let summary: String
  /// The parameters that may be left out.
  let optional: Set<String>
  /// How the method's name is known.
  let mark: String
  /// How the parameters' names are known.
  let marks: [String: String]

  /// Reads the documentation of an operation.
  ///
  /// - Parameter text: The documentation; `nil` when it is not written to the form.
  init?(_ text: String) {
    let form =
      /(?<summary>.+) All parameters are mandatory(?: except (?<optional>[^.]+))?\. Known: method (?<mark>\w+); (?<marks>.+)\./
    guard let match = text.wholeMatch(of: form) else { return nil }
    summary = String(match.summary)
    let names = match.optional.map { $0.replacing(" and ", with: ", ").split(separator: ", ") } ?? []
    optional = Set(names.map(String.init))
    mark = String(match.mark)
    var marks: [String: String] = [:]
    for entry in match.marks.split(separator: "; ") {
      let words = entry.split(separator: " ")
      guard words.count == 2 else { return nil }
      marks[String(words[0])] = String(words[1])
    }
    self.marks = marks
  }
}
