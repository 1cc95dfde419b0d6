/// The reviewed list of outcomes.
///
/// It has a line for each file, `path<TAB>columns`, and comments before lines.
struct OutcomeList {
  /// The text at the top, up to the first empty line.
  private let head: String
  private let comments: [String: [String]]
  /// The columns of each file.
  let outcomes: [String: String]

  init(_ text: String) {
    let parts = text.split(separator: "\n\n", maxSplits: 1)
    head = String(parts.first ?? "")
    var comments: [String: [String]] = [:]
    var outcomes: [String: String] = [:]
    var pending: [String] = []
    for line in (parts.dropFirst().first ?? "").split(separator: "\n") {
      if line.hasPrefix("#") {
        pending.append(String(line))
        continue
      }
      let columns = line.split(separator: "\t", maxSplits: 1)
      guard let path = columns.first.map(String.init) else { continue }
      outcomes[path] = String(columns.last ?? "")
      if !pending.isEmpty { comments[path] = pending }
      pending = []
    }
    self.comments = comments
    self.outcomes = outcomes
  }

  /// The list's text with other outcomes and its own comments.
  func text(with outcomes: [String: String]) -> String {
    let lines = outcomes.keys.sorted().flatMap { path in
      (comments[path] ?? []) + ["\(path)\t\(outcomes[path] ?? "")"]
    }
    return ([head, ""] + lines).joined(separator: "\n") + "\n"
  }

  /// Each file whose outcome is missing, superfluous or different.
  func differences(from actual: [String: String]) -> [String] {
    Set(outcomes.keys).union(actual.keys).sorted().compactMap { path in
      switch (outcomes[path], actual[path]) {
      case (let expected?, let found?) where expected == found: nil
      case (let expected?, let found?): "\(path): expected \(expected), found \(found)"
      case (nil, let found): "\(path) is not in the list: \(found ?? "")"
      case (_, nil): "\(path) is in the list and not in the corpus"
      }
    }
  }
}
