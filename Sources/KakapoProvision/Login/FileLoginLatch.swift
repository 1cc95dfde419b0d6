import Foundation
import Support

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A login latch in a file, shared by all processes of a machine that name the same file.
///
/// The file is always replaced as a whole. Only its owner can read it, and it holds no password and nothing made from
/// one. Two empty lock files are beside it, `<file>.lock` and `<file>.trial`. A checksum detects every damaged byte.
///
/// Nothing is sent while the file can't be read, understood or written, is reached through a symbolic link, or is in a
/// folder that others can write: see ``ProvisionError/Code/latchUnavailable``. If a person removes the file, the latch
/// counts as open, and every process proves its login again.
///
/// One process at a time gets the trial of an unproven login. This uses `flock(2)`, which needs a local file system.
public final class FileLoginLatch: LoginLatch {
  /// The file.
  public let path: String
  private let lastRelease = Locked<ContinuousClock.Instant?>(nil)
  private let lastRead = Locked<(identity: PrivateFile.Identity, contents: LatchFile)?>(nil)

  /// Names the file; it and its folder are created when they are needed.
  ///
  /// - Parameter path: The file's path.
  public init(path: String) { self.path = path }

  /// The reasons for all closed accounts, oldest first.
  ///
  /// - Returns: The records.
  /// - Throws: ``FileLoginLatchError`` when the file can't be read or understood.
  public func records() throws -> [LatchRecord] {
    try states().values.compactMap(\.record).sorted { $0.date < $1.date }
  }

  /// The state of each account in the file.
  ///
  /// - Returns: The accounts' states.
  /// - Throws: ``FileLoginLatchError`` when the file can't be read or understood.
  public func states() throws -> [LoginAccount: LoginState] { try contents().states }

  /// The state of an account in the file.
  ///
  /// - Parameter account: The account.
  /// - Returns: Its state.
  /// - Throws: ``FileLoginLatchError`` when the file can't be read or understood.
  public func state(of account: LoginAccount) throws -> LoginState {
    try contents().states[account] ?? LoginState()
  }

  /// Changes the state of an account in the file, with other processes locked out.
  ///
  /// The change is on the disk when this returns.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - change: Changes the current state.
  /// - Returns: What `change` returns.
  /// - Throws: ``FileLoginLatchError`` when the file can't be read or written, and what `change` throws.
  public func update<Result: Sendable>(
    _ account: LoginAccount, _ change: (inout LoginState) throws -> Result
  ) throws -> Result {
    let lock = try lock(".lock", waiting: true)
    defer { lock?.release() }
    var file = try contents()
    let before = file.states[account]
    var state = before ?? LoginState()
    let result = try change(&state)
    guard state != before else { return result }
    file.states[account] = state
    do {
      try PrivateFile.replace(path, with: try file.encoded())
    } catch {
      throw FileLoginLatchError(path: path, problem: "can't be written", underlyingError: error)
    }
    return result
  }

  /// Takes the trial role for this process, if no other process holds it.
  ///
  /// - Parameter account: The account whose login is about to be tried; the role is one for all accounts of the file.
  /// - Returns: The role, or `nil` while another process holds it.
  /// - Throws: ``FileLoginLatchError`` when the lock file can't be made.
  public func claimTrial(of account: LoginAccount) throws -> LoginTrial? {
    // Other processes ask for the role every 20 milliseconds: a process with many calls must give them a chance.
    if let last = lastRelease.withLock({ $0 }), last + .milliseconds(40) > .now { return nil }
    guard let lock = try lock(".trial", waiting: false) else { return nil }
    return LoginTrial { [lastRelease] in
      lock.release()
      lastRelease.withLock { $0 = .now }
    }
  }

  /// The file's contents, read again only if the file has changed.
  private func contents() throws -> LatchFile {
    do {
      let identity = try PrivateFile.identity(of: path)
      return try lastRead.withLock { lastRead in
        if let lastRead, lastRead.identity == identity { return lastRead.contents }
        try PrivateFile.checkFolder(of: path)
        let (data, identity) = try PrivateFile.read(path)
        let contents = try LatchFile(decoding: data)
        lastRead = (identity, contents)
        return contents
      }
    } catch let error as POSIXError where error.code == .ENOENT {
      return LatchFile()
    } catch let error as LatchFile.Damage {
      throw FileLoginLatchError(path: path, problem: error.description)
    } catch {
      throw FileLoginLatchError(path: path, problem: "can't be read", underlyingError: error)
    }
  }

  /// Locks the file with an ending; `nil` if another process holds the lock and `waiting` is false.
  private func lock(_ ending: String, waiting: Bool) throws -> FileLock? {
    do {
      try PrivateFile.makeFolder(of: path)
      try PrivateFile.checkFolder(of: path)
    } catch {
      throw FileLoginLatchError(path: path, problem: "has no usable folder", underlyingError: error)
    }
    do {
      return try FileLock.acquire(path + ending, waiting: waiting)
    } catch {
      throw FileLoginLatchError(path: path + ending, problem: "can't be locked", underlyingError: error)
    }
  }
}

/// A login latch file that can't be used.
public struct FileLoginLatchError: Error, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// Why it can't be used.
  public let problem: String
  /// The underlying error.
  public let underlyingError: (any Error)?

  init(path: String, problem: String, underlyingError: (any Error)? = nil) {
    self.path = path
    self.problem = problem
    self.underlyingError = underlyingError
  }

  /// The file and why it can't be used.
  public var description: String {
    let reason = underlyingError.map { error in
      (error as? POSIXError).map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
    }
    return "the file \(path) \(problem)" + (reason.map { " (\($0))" } ?? "")
  }
}

/// The contents of a login latch file: JSON whose first member is a checksum of all bytes after it.
struct LatchFile {
  /// Why a file isn't a reliable login latch.
  struct Damage: Error, CustomStringConvertible {
    let description: String
  }

  private struct Document: Codable {
    struct Account: Codable {
      let account: LoginAccount
      let state: LoginState
    }

    var accounts: [Account]
    var version: Int
  }

  /// The contents of version 1: records only, while the latch was closed.
  private struct FirstVersion: Decodable {
    struct Entry: Decodable {
      let record: LatchRecord
      let fingerprint: UInt16
    }

    let version: Int
    let salt: UInt64
    let entries: [Entry]
  }

  private static let opening = #"{"checksum":""#
  private static let closing = #"","#

  var states: [LoginAccount: LoginState] = [:]

  init() {}

  init(decoding data: Data) throws(Damage) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    if let old = try? decoder.decode(FirstVersion.self, from: data), old.version == 1 {
      for entry in old.entries { states[entry.record.account, default: LoginState()].fail(entry.record) }
      return
    }
    let head = LatchFile.opening.utf8.count
    guard data.count > head + 16 + LatchFile.closing.utf8.count, data.starts(with: LatchFile.opening.utf8)
    else {
      throw Damage(description: "isn't a login latch of this version; if no login has failed, remove it")
    }
    let rest = data.dropFirst(head + 16)
    guard data.dropFirst(head).prefix(16).elementsEqual(Checksum.text(of: rest).utf8) else {
      throw Damage(
        description:
          "is damaged: its checksum doesn't match; check in the portal whether the account is locked, then "
          + "remove it")
    }
    do {
      // The members after the checksum form a separate document.
      let document = try decoder.decode(
        Document.self, from: Data("{".utf8) + rest.dropFirst(LatchFile.closing.utf8.count))
      guard document.version == 2 else { throw Damage(description: "is of version \(document.version)") }
      for entry in document.accounts { states[entry.account] = entry.state }
    } catch {
      throw Damage(description: "isn't a login latch of this version (\(error))")
    }
  }

  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let accounts = states.map { Document.Account(account: $0.key, state: $0.value) }
      .sorted { ($0.account.endpoint, $0.account.userName) < ($1.account.endpoint, $1.account.userName) }
    let document = try encoder.encode(Document(accounts: accounts, version: 2))
    let rest = Data(LatchFile.closing.utf8) + document.dropFirst()
    return Data(LatchFile.opening.utf8) + Data(Checksum.text(of: rest).utf8) + rest
  }
}
