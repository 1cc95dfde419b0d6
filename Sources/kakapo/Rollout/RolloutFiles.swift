import Foundation

/// Where the files of a rollout lie.
struct RolloutFiles {
  /// The input or plan; `nil` when the journal is all there is.
  let source: String?
  /// The journal.
  let journal: String
  /// Where the report goes, if one is wanted.
  let reportFolder: String?

  init(source: String?, journal: String?, reportFolder: String?) {
    self.source = source
    self.journal = journal ?? (source ?? "rollout") + ".journal"
    self.reportFolder = reportFolder
  }

  /// The file of the failed rows.
  var failedRows: String {
    if let reportFolder {
      return URL(filePath: reportFolder).appending(path: "failed.csv").path(percentEncoded: false)
    }
    let name = URL(filePath: source ?? journal)
    return name.deletingPathExtension().path(percentEncoded: false) + ".failed.csv"
  }

  /// The page for people.
  var reportPage: String {
    URL(filePath: reportFolder ?? ".").appending(path: "report.html").path(percentEncoded: false)
  }

  /// The command that goes on with the run.
  var resumeCommand: String {
    var words = ["kakapo apply --resume"]
    if let source { words.append(ShellWord.quoted(source)) }
    if source.map({ $0 + ".journal" }) != journal { words.append("--journal \(ShellWord.quoted(journal))") }
    return words.joined(separator: " ")
  }
}
