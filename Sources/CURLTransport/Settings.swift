import CHTTPEngine
import Foundation
import HTTPTransport

/// What all requests of a transport have in common, with the files read.
struct Settings: Sendable {
  private var authorities: [UInt8] = []
  private var certificate: [UInt8] = []
  private var key: [UInt8] = []
  private let passphrase: String
  private let connectTimeout: Duration
  private let files: CURLTransport.ClientCertificate?

  /// Reads the files.
  ///
  /// - Throws: ``TransportError`` for a file that can't be read, or that has no certificate or key in it.
  init(_ configuration: CURLTransport.Configuration) throws(TransportError) {
    let tls = configuration.tls
    connectTimeout = configuration.connectTimeout
    files = tls.clientCertificate
    passphrase = tls.clientCertificate?.passphrase ?? ""
    if case .only(let file) = tls.trust { authorities = try Self.certificates(in: file) }
    guard let files else { return }
    certificate = try Self.certificates(in: files.certificateFile)
    key = try Self.contents(of: files.keyFile, with: "PRIVATE KEY-----", "private key")
    guard files.passphrase != nil || !key.contains("ENCRYPTED".utf8) else {
      throw .invalid("the key in \(files.keyFile) is encrypted and needs a passphrase")
    }
  }

  private static func certificates(in file: String) throws(TransportError) -> [UInt8] {
    try contents(of: file, with: "CERTIFICATE-----", "certificate")
  }

  private static func contents(
    of file: String, with mark: String, _ words: String
  ) throws(TransportError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: file), data.contains(mark.utf8) else {
      throw .invalid("the file \(file) cannot be read or contains no PEM \(words)")
    }
    return Array(data)
  }

  /// Lends the settings to C.
  func withSettings<Result>(_ body: (inout chttp_settings) -> Result) -> Result {
    authorities.withUnsafeBytes { authorities in
      certificate.withUnsafeBytes { certificate in
        key.withUnsafeBytes { key in
          passphrase.withCString { passphrase in
            var settings = chttp_settings(
              authorities: chttp_bytes(authorities), certificate: chttp_bytes(certificate),
              key: chttp_bytes(key), passphrase: passphrase,
              connect_timeout: Int(max(1, connectTimeout.boundedNanoseconds / 1_000_000)))
            return body(&settings)
          }
        }
      }
    }
  }

  /// Checks with a connection to nobody that the client's certificate and key can be used.
  ///
  /// - Parameter engine: An engine that does not run yet.
  /// - Throws: ``TransportError`` if they can't.
  func check(on engine: OpaquePointer) throws(TransportError) {
    guard chttp_has_openssl() || authorities.isEmpty && certificate.isEmpty else {
      throw .invalid(
        "this machine's libcurl is built without OpenSSL; own authorities and client certificates need one with it"
      )
    }
    guard let transfer = Transfer(engine: engine, settings: self) else {
      throw .invalid(
        "this machine's libcurl is older than the one that the program was built with, or lacks TLS")
    }
    guard let files, chttp_transfer_try_settings(transfer.pointer) == CHTTP_BAD_TLS_SETTINGS else { return }
    throw .invalid(
      "the key in \(files.keyFile) does not belong to the certificate in \(files.certificateFile), "
        + "its passphrase is wrong, or one of the files is damaged")
  }
}

extension Collection<UInt8> {
  fileprivate func contains(_ text: String.UTF8View) -> Bool { firstRange(of: Array(text)) != nil }
}

extension chttp_bytes {
  fileprivate init(_ buffer: UnsafeRawBufferPointer) {
    self.init(bytes: buffer.baseAddress, size: buffer.count)
  }
}
