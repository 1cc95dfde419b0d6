import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file with an input or a plan; it may be a pipe.
package struct InputFile {
  /// The name of the file in messages.
  private let name: String
  /// The bytes of the path; `nil` is standard input.
  private let path: [UInt8]?

  /// Standard input.
  package static let standardInput = InputFile(name: "standard input", path: nil)

  /// A file whose name is text.
  ///
  /// - Parameter path: The path.
  package init(_ path: String) { self.init(name: path, path: Array(path.utf8)) }

  /// A file of any name.
  ///
  /// - Parameters:
  ///   - name: The name for people.
  ///   - path: The path's bytes; `nil` is standard input.
  package init(name: String, path: [UInt8]?) {
    self.name = name
    self.path = path
  }

  /// Whether the path exists and isn't a regular file or a folder: a pipe or a device.
  package var isStream: Bool {
    var status = stat()
    return withPath {
      $0.map { stat($0, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) } ?? true
    }
  }

  /// Where the file is, if its name is a symbolic link.
  package var linkedPath: [UInt8]? {
    var status = stat()
    return withPath { path in
      guard let path, lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
        let real = realpath(path, nil)
      else { return nil }
      defer { free(real) }
      return [UInt8](UnsafeRawBufferPointer(start: real, count: strlen(real)))
    }
  }

  /// Reads the whole file.
  ///
  /// - Returns: The bytes.
  /// - Throws: ``RolloutInputError`` with one finding when it cannot be read or is too long.
  package func read() throws(RolloutInputError) -> [UInt8] {
    let descriptor = withPath { $0.map { open($0, O_RDONLY | O_CLOEXEC) } ?? STDIN_FILENO }
    guard descriptor >= 0 else { throw unreadable(errno) }
    defer { if path != nil { close(descriptor) } }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var bytes: [UInt8] = []
    var limit = InputLimits.bytes
    // Reads in pieces, so that memory does not hold the content twice; a pipe has no size.
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      #if canImport(Darwin)
      let count = Darwin.read(descriptor, &piece, piece.count)
      #elseif canImport(Musl)
      let count = Musl.read(descriptor, &piece, piece.count)
      #else
      let count = Glibc.read(descriptor, &piece, piece.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(errno) }
      if count == 0 { return bytes }
      let isFirst = bytes.isEmpty
      bytes += piece[..<count]
      if isFirst {
        if InputFile.isPlan(bytes) { limit = InputLimits.planBytes }
        // Stops early at a device without an end or at a disk image.
        try InputText.refuseOtherKinds(bytes)
        if size <= limit { bytes.reserveCapacity(size) }
      }
      if max(bytes.count, size) > limit { throw Self.tooLong(limit) }
    }
  }

  /// The format name in a saved plan.
  static let planFormat = "kakapo-plan"

  /// Whether a file looks like a saved plan rather than an input.
  static func isPlan(_ bytes: some Collection<UInt8>) -> Bool {
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    return text.hasPrefix(#"{"endpoint":"#) && text.contains(#""format":"\#(planFormat)""#)
  }

  /// The error for an input that is too long.
  static func tooLong(_ limit: Int = InputLimits.bytes) -> RolloutInputError {
    RolloutInputError(
      findings: [
        Finding(
          "The file is larger than the limit of \(InputLimits.text(ofBytes: limit))",
          remedy: "Split it, or check that it is the right file.")
      ])
  }

  private func unreadable(_ code: Int32) -> RolloutInputError {
    let reason =
      switch code {
      case ENOENT, ENOTDIR: "there is no such file"
      case EACCES, EPERM: "its permissions do not allow it"
      case EISDIR: "it is a folder"
      default: String(cString: strerror(code))
      }
    return RolloutInputError(
      findings: [
        Finding(
          "cannot be read: \(reason)", remedy: "Check the path and the file's permissions.", value: name)
      ])
  }

  private func withPath<Result>(_ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let path else { return body(nil) }
    let text = path.map { CChar(bitPattern: $0) } + [0]
    return text.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

/// The limits of an input.
///
/// A longer file is the wrong file, or has no end.
enum InputLimits {
  /// The bytes of a table: about a million rows.
  static let bytes = 128 << 20
  /// The bytes of a saved plan, which has more data for each row.
  static let planBytes = 1 << 30
  /// The cells of one row.
  static let columns = 1_000
  /// The bytes of one cell; a spreadsheet allows about 32,000 characters.
  static let cellBytes = 128 << 10
  /// The findings of one input.
  static let findings = 1_000
  /// The code points of the value in a finding.
  static let shownValue = 1_000

  /// A number of bytes for people.
  static func text(ofBytes count: Int) -> String { "\(count >> 20) MiB" }
}
