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

  /// The file of the failed rows; never the input itself, which may be the one of an earlier run.
  var failedRows: String {
    let own = source.map { URL(filePath: $0).standardizedFileURL.resolvingSymlinksInPath() }
    let path = ordinaryFailedRows
    guard own == URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath() else { return path }
    return URL(filePath: path).deletingPathExtension().path(percentEncoded: false) + ".again.csv"
  }

  private var ordinaryFailedRows: String {
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

  /// The command that goes on with the run; the journal has all that it needs.
  var resumeCommand: String {
    "kakapo apply --resume --journal \(ShellWord.quoted(journal))"
  }
}
