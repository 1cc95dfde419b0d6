// The C library's variable for standard output is no constant; nobody here changes it.
#if canImport(Glibc)
@preconcurrency import Glibc
#elseif canImport(Musl)
@preconcurrency import Musl
#elseif canImport(Darwin)
@preconcurrency import Darwin
#endif

/// Standard output, where results go.
enum StandardOutput {
  /// Writes bytes.
  ///
  /// Whether they could be written is seen at the end of the command, with what `print` wrote.
  static func write(_ bytes: some Sequence<UInt8>) {
    let isWritten: Void? = bytes.withContiguousStorageIfAvailable { bytes in
      _ = fwrite(bytes.baseAddress, 1, bytes.count, stdout)
    }
    if isWritten == nil { write(Array(bytes)) }
  }

  /// Sends out what was written so far.
  static func flush() { fflush(stdout) }

  /// Ends a command that succeeded: a result that was lost on its way is a failure.
  ///
  /// - Throws: `ExitCode`.
  static func finish() throws {
    errno = 0
    guard fflush(stdout) != 0 || ferror(stdout) != 0 else { return }
    let reason = errno == 0 ? "the disk may be full" : String(cString: strerror(errno))
    Report.complain("The output could not be written: \(reason).")
    throw ExitStatus.unexpected.exitCode
  }
}
