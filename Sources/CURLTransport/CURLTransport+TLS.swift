extension CURLTransport {
  /// The trusted servers, and the client's own certificate.
  ///
  /// The minimum is TLS 1.2. A server's certificate and name are always verified. Files are read once, when the
  /// transport is created.
  public struct TLS: Sendable, Hashable {
    /// The trusted certificate authorities.
    public enum Trust: Sendable, Hashable {
      /// The system's authorities.
      case system
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

    /// A PEM file with the private key; it may be the same file.
    public var keyFile: String

    /// The passphrase of an encrypted key.
    let passphrase: String?

    /// Creates the pair.
    ///
    /// - Parameters:
    ///   - certificateFile: A PEM file with the certificate and those between it and its authority.
    ///   - keyFile: A PEM file with the private key.
    ///   - passphrase: The passphrase of an encrypted key; it is never printed. `nil` for a key that isn't encrypted.
    public init(certificateFile: String, keyFile: String, passphrase: String? = nil) {
      self.certificateFile = certificateFile
      self.keyFile = keyFile
      self.passphrase = passphrase
    }
  }
}

extension CURLTransport.ClientCertificate: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The two files.
  public var description: String { "\(certificateFile) with the key \(keyFile)" }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
