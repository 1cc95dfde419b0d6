import Foundation
public import KakapoProvision
import Support

/// A folder that all runs on a machine share: it has the active runs and the applied plans.
public struct RolloutState: Sendable, Hashable {
  /// The folder.
  public let folder: String

  /// Names the folder; it is made when needed.
  ///
  /// - Parameter folder: The path, the same for all runs.
  public init(folder: String) { self.folder = folder }

  /// Keeps other runs away from a portal and user until the lock is released or the process ends.
  ///
  /// - Parameter client: The client with the endpoint and user of the run.
  /// - Returns: The lock.
  /// - Throws: ``RolloutError``: `locked`, which names the holder, or `unusableFile`.
  public func lock(_ client: ProvisionClient) throws(RolloutError) -> RunLock {
    var digest = SHA256()
    digest.update("\(client.account.endpoint)\u{1F}\(client.account.userName)")
    let path = folder + "/run-\(digest.hexadecimal().prefix(16)).lock"
    do {
      try PrivateFile.makeFolder(of: path)
      guard let lock = try FileLock.acquire(path, waiting: false) else {
        let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        throw RolloutError(
          .locked,
          "Another run is active at \(client.account.endpoint) as \(client.userName): "
            + "\(holder.isEmpty ? "an unknown process" : holder).", advice: "Wait for it to end.")
      }
      try JournalRun.this.description.write(toFile: path, atomically: false, encoding: .utf8)
      return RunLock(lock)
    } catch {
      throw .unusable(path, error)
    }
  }

  /// Refuses a plan that was already applied.
  ///
  /// - Parameter plan: The plan.
  /// - Throws: ``RolloutError`` of code `spentPlan`, or `unusableFile` when the state is unknown.
  public func checkUnspent(_ plan: RolloutPlan) throws(RolloutError) {
    let path = spentFile(plan)
    let date: String
    do {
      date = try String(contentsOfFile: path, encoding: .utf8)
    } catch CocoaError.fileReadNoSuchFile {
      return
    } catch {
      throw .unusable(path, error)
    }
    throw RolloutError(
      .spentPlan, "The plan was already applied (\(date)).",
      remedies: [
        .makePlanAgain,
        Remedy(.resumeJournal, "If its run did not finish, resume its journal."),
      ])
  }

  /// Remembers that a plan is applied.
  ///
  /// - Parameter plan: The plan.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public func spend(_ plan: RolloutPlan) throws(RolloutError) {
    let path = spentFile(plan)
    do {
      try PrivateFile.makeFolder(of: path)
      try PrivateFile.replace(path, with: Data(Date().formatted(.iso8601).utf8))
    } catch {
      throw .unusable(path, error)
    }
  }

  /// Forgets that a plan was applied, after the same plan was made again from the current state of the
  /// portal.
  ///
  /// - Parameter plan: The plan.
  public func renew(_ plan: RolloutPlan) { try? FileManager.default.removeItem(atPath: spentFile(plan)) }

  private func spentFile(_ plan: RolloutPlan) -> String { folder + "/spent-plans/\(plan.digest)" }
}

/// Keeps other runs away from a portal and user while a reference exists.
public final class RunLock: Sendable {
  private let lock: FileLock

  init(_ lock: FileLock) { self.lock = lock }

  /// Releases the lock for other runs.
  ///
  /// A second call does nothing.
  public func release() { lock.release() }
}
