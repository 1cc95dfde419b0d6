// The C library's `stdout` isn't a constant, but this code does not change it.
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
  /// The end of the command reports a failed write, like one of `print`.
  static func write(_ bytes: some Sequence<UInt8>) {
    let isWritten: Void? = bytes.withContiguousStorageIfAvailable { bytes in
      _ = fwrite(bytes.baseAddress, 1, bytes.count, stdout)
    }
    if isWritten == nil { write(Array(bytes)) }
  }

  /// Sends the written bytes to the reader.
  static func flush() { fflush(stdout) }

  /// Ends a successful command, and throws if a part of the output was lost.
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
