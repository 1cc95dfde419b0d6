import Foundation

/// A login latch in a file, shared by all processes that name the same file.
///
/// The file is written atomically and readable by its owner only. It exists only while the latch is closed
/// for some login. Beside it stand two empty lock files, `<file>.lock` and `<file>.trial`. The file holds
/// no password: only a salted fingerprint of 16 bits, enough to notice that the password was changed (one
/// change in 65,536 goes unnoticed, and the latch stays closed), too little to guess the password by.
///
/// A file that cannot be read or understood is an error, and so nothing is sent: see
/// ``ProvisionError/Code/latchUnavailable``.
///
/// The trial of an unproven login is given to one process at a time with `flock(2)`, which needs a local
/// file system.
public final class FileLoginLatch: LoginLatch {
  /// The file.
  public let path: String

  /// Names the file; it and its folder are made when they are needed.
  ///
  /// - Parameter path: The file's path.
  public init(path: String) { self.path = path }

  /// All failed logins that the file remembers, oldest first.
  ///
  /// - Returns: The records.
  /// - Throws: ``FileLoginLatchError`` when the file cannot be read or understood.
  public func records() throws -> [LatchRecord] {
    try contents()?.entries.map(\.record).sorted { $0.date < $1.date } ?? []
  }

  /// Returns why the latch is closed for a login, or `nil` when it is open.
  ///
  /// - Parameter login: The login that is about to be used.
  /// - Returns: The failed login that closed the latch, or `nil`.
  /// - Throws: ``FileLoginLatchError`` when the file cannot be read or understood.
  public func record(for login: LoginIdentity) throws -> LatchRecord? {
    guard let contents = try contents() else { return nil }
    let fingerprint = contents.fingerprint(of: login.credentials)
    return contents.entries.last {
      LoginIdentity.canonical($0.record.endpoint) == login.endpoint
        && $0.record.userName == login.credentials.userName
        && $0.fingerprint == fingerprint
    }?.record
  }

  /// Closes the latch for a login, for all processes.
  ///
  /// - Parameters:
  ///   - login: The login that failed.
  ///   - record: Why.
  /// - Throws: ``FileLoginLatchError`` when the file cannot be written.
  public func close(for login: LoginIdentity, because record: LatchRecord) throws {
    try change { contents in
      let entry = LatchFile.Entry(
        record: record, fingerprint: contents.fingerprint(of: login.credentials))
      contents.entries.removeAll {
        LoginIdentity.canonical($0.record.endpoint) == login.endpoint && $0.record.userName == record.userName
          && $0.fingerprint == entry.fingerprint
      }
      contents.entries.append(entry)
    }
  }

  /// Opens the latch for all passwords of a user at an endpoint, for all processes.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint.
  ///   - userName: The Interface User's name.
  /// - Returns: The records that were removed.
  /// - Throws: ``FileLoginLatchError`` when the file cannot be read or written.
  @discardableResult
  public func open(endpoint: String, userName: String) throws -> [LatchRecord] {
    guard try contents() != nil else { return [] }
    let canonical = LoginIdentity.canonical(endpoint)
    return try change { contents in
      let matches: (LatchFile.Entry) -> Bool = {
        LoginIdentity.canonical($0.record.endpoint) == canonical && $0.record.userName == userName
      }
      let removed = contents.entries.filter(matches).map(\.record)
      contents.entries.removeAll(where: matches)
      return removed
    }
  }

  /// Takes the trial role for this process, if no other process holds it.
  ///
  /// - Parameter login: The login that is about to be tried; the role is one for all logins of the file.
  /// - Returns: The role, or `nil` while another process holds it.
  /// - Throws: ``FileLoginLatchError`` when the lock file cannot be made.
  public func claimTrial(of login: LoginIdentity) throws -> LoginTrial? {
    try makeFolder()
    guard let lock = try FileLock.acquire(path + ".trial", waiting: false) else { return nil }
    return LoginTrial { lock.release() }
  }

  private func contents() throws -> LatchFile? {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
      return nil
    } catch {
      throw FileLoginLatchError(path: path, problem: "cannot be read", underlyingError: error)
    }
    do {
      return try LatchFile(decoding: data)
    } catch {
      throw FileLoginLatchError(
        path: path,
        problem: "is no login latch file of this version; if no login has failed, remove it",
        underlyingError: error)
    }
  }

  private func change<Result>(_ body: (inout LatchFile) throws -> Result) throws -> Result {
    try makeFolder()
    guard let lock = try FileLock.acquire(path + ".lock", waiting: true) else {
      throw FileLoginLatchError(path: path, problem: "cannot be locked")
    }
    defer { lock.release() }
    var file = try contents() ?? LatchFile()
    let result = try body(&file)
    do {
      if file.entries.isEmpty {
        try FileManager.default.removeItem(atPath: path)
      } else {
        try PrivateFile.replace(path, with: try file.encoded())
      }
    } catch CocoaError.fileNoSuchFile {
      return result
    } catch {
      throw FileLoginLatchError(path: path, problem: "cannot be written", underlyingError: error)
    }
    return result
  }

  private func makeFolder() throws {
    do {
      try PrivateFile.makeFolder(of: path)
    } catch {
      throw FileLoginLatchError(
        path: path, problem: "has no folder, and it cannot be made", underlyingError: error)
    }
  }
}

/// A login latch file that cannot be used.
public struct FileLoginLatchError: Error, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What is the matter with it.
  public let problem: String
  /// The error below.
  public let underlyingError: (any Error)?

  init(path: String, problem: String, underlyingError: (any Error)? = nil) {
    self.path = path
    self.problem = problem
    self.underlyingError = underlyingError
  }

  /// The file and what is the matter with it.
  public var description: String {
    "the file \(path) \(problem)" + (underlyingError.map { " (\($0))" } ?? "")
  }
}
