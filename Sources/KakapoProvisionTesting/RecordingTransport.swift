public import Foundation
import HTTPTransport
import HTTPTypes
public import KakapoProvision
import Support

/// A transport that writes what passes through it to files, without credentials, for ``ReplayingTransport``
/// to read.
///
/// Each exchange becomes `NNNN-<Method>.request.http` and `NNNN-<Method>.response.http`, numbered in the
/// order of sending. The user name, the password and every other value whose element's name speaks of a
/// password are replaced by `REDACTED`, in the request and wherever they come back in the answer.
/// Everything else is written as it is: **names and IDs of users and licences stay readable.** A request
/// that cannot be read is not written at all, because nobody knows what in it is secret.
///
/// Each recording needs a folder of its own: what another left there, and this one does not write over, is read with
/// it.
///
/// The WSDL that a client fetches is not an exchange of the kind and passes through.
public final class RecordingTransport: Transport {
  private let inner: any Transport
  private let folder: URL
  private let count = Locked(0)
  private let missing = Locked<[String]>([])

  /// Makes a recorder.
  ///
  /// - Parameters:
  ///   - inner: What carries the requests.
  ///   - folder: Where to write; it is made when it is missing.
  /// - Throws: When the folder cannot be made.
  public init(_ inner: any Transport, writingTo folder: URL) throws {
    self.inner = inner
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The names of the files that could not be written, for whatever reason; empty when the recording is
  /// whole.
  public var notWritten: [String] { missing.withLock { $0 } }

  /// Sends the request on and writes both sides.
  ///
  /// - Parameter request: The request.
  /// - Returns: The answer, as it came, also when it could not be written: the call has been made. See
  ///   ``notWritten``.
  /// - Throws: What the inner transport throws, or a file error before anything is sent.
  public func send(_ request: TransportRequest) async throws -> TransportResponse {
    if request.asksForContract { return try await inner.send(request) }
    let number = count.withLock { count in
      count += 1
      return count
    }
    let name = String(format: "%04d-", number) + request.method
    guard let redact = FixtureRedactor(request: request.body) else {
      missing.withLock { $0.append(name + ".request.http") }
      return try await inner.send(request)
    }
    var recorded = request
    recorded.body = redact(request.body)
    recorded.head.headerFields = redact(request.head.headerFields)
    do {
      try write(HTTPMessage.encode(recorded), name + ".request.http")
    } catch {
      throw TransportError(
        .invalidRequest, requestMayHaveBeenSent: false,
        reason: "the recording cannot be written to \(folder.path(percentEncoded: false))",
        underlyingError: error)
    }
    let response = try await inner.send(request)
    let redacted = TransportResponse(
      head: HTTPResponse(
        status: response.head.status, headerFields: redact(response.head.headerFields)),
      body: redact(response.body))
    do {
      try write(HTTPMessage.encode(redacted), name + ".response.http")
    } catch {
      missing.withLock { $0.append(name + ".response.http") }
    }
    return response
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: folder.appending(path: name), options: .atomic)
  }
}
