public import Foundation
import HTTPTransport
import HTTPTypes
public import KakapoProvision
import Support

/// A transport that records its exchanges in files, without credentials, for ``ReplayingTransport`` to read.
///
/// Each exchange becomes `NNNN-<Method>.request.http` and `NNNN-<Method>.response.http`, numbered in the order of
/// sending. `REDACTED` replaces the user name, the password and every other value whose element's name suggests a
/// password, in the request and wherever they recur in the answer. Everything else is written unchanged: **names and
/// IDs of users and licences stay readable.** A request that can't be read isn't written at all, because its secrets
/// are unknown.
///
/// Use a separate folder for each recording. Files of another recording that aren't overwritten would be read with this
/// one.
///
/// A client's request for the WSDL isn't recorded; it passes through.
public final class RecordingTransport: Transport {
  private let inner: any Transport
  private let folder: URL
  private let count = Locked(0)
  private let missing = Locked<[String]>([])

  /// Makes a recorder.
  ///
  /// - Parameters:
  ///   - inner: Carries the requests.
  ///   - folder: The folder to write to; created if it is missing.
  /// - Throws: An error if the folder can't be created.
  public init(_ inner: any Transport, writingTo folder: URL) throws {
    self.inner = inner
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The names of the files that couldn't be written, for any reason; empty if the recording is complete.
  public var notWritten: [String] { missing.withLock { $0 } }

  /// Forwards the request, and writes the request and the answer.
  ///
  /// - Parameter request: The request.
  /// - Returns: The answer, unchanged. It is returned even if it couldn't be written, because the call has been made.
  ///   See ``notWritten``.
  /// - Throws: The inner transport's error, or a file error before anything is sent.
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
