import Foundation
import KakapoProvision
import KakapoRollout
import Support

/// The paths of a rollout's files, and the commands that resume it.
struct RolloutFiles {
  /// The input or plan; `nil` when there is only the journal.
  let source: String?
  /// The journal.
  let journal: String
  /// The folder of the report, if the caller wants one.
  let reportFolder: String?
  /// The options for the login and the portal, as words of a command line.
  var connectionWords: [String] = []

  /// The beginning of the names of the files beside the source.
  private let base: String?

  init(source: String?, journal: String?, reportFolder: String?) {
    self.source = source
    base = source.flatMap { InputArgument($0).base }
    self.journal = journal ?? (base ?? "rollout") + ".journal"
    self.reportFolder = reportFolder
  }

  /// The file of the failed rows; never the input itself, which may be the file of an earlier run.
  var failedRows: String {
    let path = ordinaryFailedRows
    return isSource(path) ? RolloutFiles.withoutExtension(path) + ".again.csv" : path
  }

  /// Whether a path leads to the input.
  func isSource(_ path: String) -> Bool {
    guard let source else { return false }
    return URL(filePath: source).standardizedFileURL.resolvingSymlinksInPath()
      == URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
  }

  /// The facts that a plan does not check, compared with the last finished run of the journal.
  func unseenFacts(of plan: RolloutPlan) -> UnseenFacts {
    UnseenFacts(plan) {
      Journal.finishedRows(of: journal) ?? Journal.finishedRows(of: journal + ".previous")
    }
  }

  /// The report's page.
  var reportPage: String {
    URL(filePath: reportFolder ?? ".").appending(path: "report.html").path(percentEncoded: false)
  }

  /// The command that resumes the run; the journal has all other values.
  var resumeCommand: String {
    (["kakapo apply --resume --journal \(ShellWord.quoted(journal))"]
      + (reportFolder.map { ["--report \(ShellWord.quoted($0))"] } ?? []) + connectionWords)
      .joined(separator: " ")
  }

  /// The command that applies the failed rows.
  ///
  /// - Parameters:
  ///   - path: The file of the rows.
  ///   - options: The options for reading it.
  /// - Returns: The command.
  func failedRowsCommand(_ path: String, _ options: ReadingOptions) -> String {
    (["kakapo apply \(ShellWord.quoted(path))"] + options.words + connectionWords)
      .joined(separator: " ")
  }

  /// Makes the folder of the report, and checks that the files at the end can be written.
  ///
  /// - Throws: `RolloutError` of code `unusableFile`.
  func prepare() throws(RolloutError) {
    if let reportFolder {
      do {
        try FileManager.default.createDirectory(atPath: reportFolder, withIntermediateDirectories: true)
      } catch {
        throw RolloutFiles.unusable("The folder \(reportFolder) cannot be created.", error)
      }
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: reportPage, isDirectory: &isFolder), isFolder.boolValue {
        throw RolloutFiles.unusable("The report cannot be written: \(reportPage) is a folder.", nil)
      }
    }
    let probe = "\(failedRows).\(UUID().uuidString).new"
    do {
      try PrivateFile.replace(probe, with: Data())
      try FileManager.default.removeItem(atPath: probe)
    } catch {
      throw RolloutFiles.unusable(
        "The file of refused rows, \(failedRows), cannot be written: \(error.localizedDescription).",
        error)
    }
  }

  private static func unusable(_ problem: String, _ error: (any Error)?) -> RolloutError {
    RolloutError(
      .unusableFile, problem, advice: "Nothing was sent. Give another folder with --report.",
      underlyingError: error)
  }

  private var ordinaryFailedRows: String {
    if let reportFolder {
      return URL(filePath: reportFolder).appending(path: "failed.csv").path(percentEncoded: false)
    }
    // users.csv and its journal, users.csv.journal, have the same file.
    let name = base ?? (journal.hasSuffix(".journal") ? String(journal.dropLast(8)) : journal)
    return RolloutFiles.withoutExtension(name) + ".failed.csv"
  }

  private static func withoutExtension(_ path: String) -> String {
    URL(filePath: path).deletingPathExtension().path(percentEncoded: false)
  }
}
