#if AsyncHTTPClient
import NIOSSL

extension AsyncHTTPClientTransport {
  /// Which servers are trusted, and how the client proves who it is.
  ///
  /// TLS 1.2 at least; a server's certificate and name are always verified. Files are read once, when the
  /// transport is created.
  public struct TLS: Sendable, Hashable {
    /// Which certificate authorities are trusted.
    public enum Trust: Sendable, Hashable {
      /// Those of the system.
      case system
      /// Those of the system and the certificates of a PEM file.
      case systemAnd(file: String)
      /// The certificates of a PEM file and no others.
      case only(file: String)
    }

    /// Which certificate authorities are trusted; those of the system by default.
    public var trust: Trust

    /// What the client shows a server that asks who it is; `nil`, the default, for nothing.
    public var clientCertificate: ClientCertificate?

    /// Creates the settings.
    ///
    /// - Parameters:
    ///   - trust: Which certificate authorities are trusted.
    ///   - clientCertificate: What the client shows a server that asks who it is.
    public init(trust: Trust = .system, clientCertificate: ClientCertificate? = nil) {
      self.trust = trust
      self.clientCertificate = clientCertificate
    }
  }

  /// A certificate of the client and its private key, both in PEM files.
  public struct ClientCertificate: Sendable, Hashable {
    /// A PEM file with the certificate, and with those between it and its authority after it.
    public var certificateFile: String

    /// A PEM file with the private key, which has no passphrase; it may be the same file.
    public var keyFile: String

    /// Creates the pair.
    ///
    /// - Parameters:
    ///   - certificateFile: A PEM file with the certificate and those between it and its authority.
    ///   - keyFile: A PEM file with the private key.
    public init(certificateFile: String, keyFile: String) {
      self.certificateFile = certificateFile
      self.keyFile = keyFile
    }
  }
}

extension AsyncHTTPClientTransport.TLS {
  /// The same in SwiftNIO's terms.
  func configuration() throws(TransportError) -> TLSConfiguration {
    var result = TLSConfiguration.makeClientConfiguration()
    result.minimumTLSVersion = .tlsv12
    switch trust {
    case .system: break
    case .systemAnd(let file): result.additionalTrustRoots = [.certificates(try certificates(in: file))]
    case .only(let file): result.trustRoots = .certificates(try certificates(in: file))
    }
    if let clientCertificate {
      result.certificateChain = try certificates(in: clientCertificate.certificateFile).map {
        .certificate($0)
      }
      result.privateKey = .privateKey(try privateKey(in: clientCertificate.keyFile))
      guard (try? NIOSSLContext(configuration: result)) != nil else {
        throw .invalid(
          "the key in \(clientCertificate.keyFile) does not belong to the certificate in "
            + clientCertificate.certificateFile)
      }
    }
    return result
  }

  private func certificates(in file: String) throws(TransportError) -> [NIOSSLCertificate] {
    let certificates = (try? NIOSSLCertificate.fromPEMFile(file)) ?? []
    guard !certificates.isEmpty else {
      throw .invalid("the file \(file) cannot be read, or there is no PEM certificate in it")
    }
    return certificates
  }

  private func privateKey(in file: String) throws(TransportError) -> NIOSSLPrivateKey {
    guard let key = try? NIOSSLPrivateKey(file: file, format: .pem) else {
      throw .invalid(
        "the file \(file) cannot be read, or there is no PEM private key without a passphrase in it")
    }
    return key
  }
}
#endif
