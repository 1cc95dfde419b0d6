/// The documentation of an operation in the built-in contract, which follows a fixed form.
///
/// `<Summary> All parameters are mandatory[ except <a>[, <b>] and <c>]. Known: method <mark>; <name>
/// <mark>; ….`
struct ContractDocumentation {
  /// What the method does, as a sentence.
  let summary: String
  /// The optional parameters.
  let optional: Set<String>
  /// The evidence for the method's name.
  let mark: String
  /// The evidence for the parameters' names.
  let marks: [String: String]

  /// Reads the documentation of an operation.
  ///
  /// - Parameter text: The documentation; `nil` if it doesn't follow the form.
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
