#if AsyncHTTPClient
import NIOSSL

extension AsyncHTTPClientTransport {
  /// The trusted servers, and the client's own certificate.
  ///
  /// The minimum is TLS 1.2. A server's certificate and name are always verified. Files are read once, when the
  /// transport is created.
  public struct TLS: Sendable, Hashable {
    /// The trusted certificate authorities.
    public enum Trust: Sendable, Hashable {
      /// The system's authorities.
      case system
      /// The system's authorities and the certificates of a PEM file.
      case systemAnd(file: String)
      /// Only the certificates of a PEM file.
      case only(file: String)
    }

    /// The trusted certificate authorities; by default the system's.
    public var trust: Trust

    /// The certificate for a server that asks for one; `nil`, the default, for none.
    public var clientCertificate: ClientCertificate?

    /// Creates the settings.
    ///
    /// - Parameters:
    ///   - trust: The trusted certificate authorities.
    ///   - clientCertificate: The certificate for a server that asks for one.
    public init(trust: Trust = .system, clientCertificate: ClientCertificate? = nil) {
      self.trust = trust
      self.clientCertificate = clientCertificate
    }
  }

  /// A certificate of the client and its private key, both in PEM files.
  public struct ClientCertificate: Sendable, Hashable {
    /// A PEM file with the certificate, followed by those between it and its authority.
    public var certificateFile: String

    /// A PEM file with the private key, without a passphrase; it may be the same file.
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
  /// The settings in SwiftNIO's configuration.
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
