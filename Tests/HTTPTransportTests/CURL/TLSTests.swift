import CURLTransport
import Foundation
import HTTPTransport
import TestTraces
import Testing

/// The certificates that the transport trusts, and its own certificate.
@Suite(.enabled(if: TLSServer.isAvailable, "openssl is not installed"), .timeLimit(.minutes(10)))
struct CURLTransportTLSTests {
  private static let authority = TLSServer.path(of: "authority.pem")
  private static let client = CURLTransport.ClientCertificate(
    certificateFile: TLSServer.path(of: "client.pem"), keyFile: TLSServer.path(of: "client-key.pem"))

  private func transport(
    _ trust: CURLTransport.TLS.Trust = .only(file: authority),
    clientCertificate: CURLTransport.ClientCertificate? = nil
  ) throws -> CURLTransport {
    try CURLTransport(configuration: .init(tls: .init(trust: trust, clientCertificate: clientCertificate)))
  }

  private func expectRefusal(
    _ words: String, of server: TLSServer, at host: String = "localhost", _ trust: CURLTransport.TLS.Trust
  ) async throws {
    let error = try await transportError {
      try await transport(trust).send(.post(to: "\(host):\(server.port)", scheme: "https"))
    }
    #expect(error.code == .cannotConnect)
    #expect(!error.requestMayHaveBeenSent)
    #expect(error.reason.hasSuffix("could be made: \(words)"), "\(error)")
    #expect(server.requests.isEmpty)
  }

  @Test func serverOfAPrivateAuthorityIsTrusted() async throws {
    try await TLSServer.run { server in
      let transport = try transport()
      for _ in 1...2 {
        let response = try await transport.send(.post(to: "localhost:\(server.port)", scheme: "https"))
        #expect(response.text == "ok")
      }
      #expect(server.requests.count == 2)
    }
  }

  @Test(arguments: [CURLTransport.TLS.Trust.system, .only(file: TLSServer.path(of: "client.pem"))])
  func serverOfAnUnknownAuthorityGetsNothing(trust: CURLTransport.TLS.Trust) async throws {
    try await TLSServer.run { server in
      try await expectRefusal("its certificate is from an authority that is not trusted", of: server, trust)
    }
  }

  @Test func certificateForAnotherNameIsRefused() async throws {
    try await TLSServer.run { server in
      try await expectRefusal(
        "its certificate is for another host name", of: server, at: "127.0.0.1", .only(file: Self.authority))
    }
  }

  @Test func expiredCertificateIsRefused() async throws {
    try await TLSServer.run(certificate: "expired") { server in
      try await expectRefusal("its certificate has expired", of: server, .only(file: Self.authority))
    }
  }

  @Test func oldTLSIsRefused() async throws {
    try await TLSServer.run(options: ["-tls1_1", "-cipher", "ALL@SECLEVEL=0"]) { server in
      try await expectRefusal(
        "client and server have no version of TLS in common", of: server, .only(file: Self.authority))
    }
  }

  @Test(arguments: [nil, "passphräse"])
  func clientCertificateIsShown(passphrase: String?) async throws {
    let folder = try TestTraces.makeFolder("tls")
    defer { TestTraces.remove(folder) }
    var certificate = Self.client
    if let passphrase {
      let encrypted = folder.appending(path: "key.pem").path(percentEncoded: false)
      try encrypt(Self.client.keyFile, to: encrypted, passphrase: passphrase)
      certificate = .init(
        certificateFile: certificate.certificateFile, keyFile: encrypted, passphrase: passphrase)
      for wrong in [nil, "", "wrong"] {
        let error = #expect(throws: TransportError.self) {
          try transport(
            clientCertificate: .init(
              certificateFile: certificate.certificateFile, keyFile: encrypted, passphrase: wrong))
        }
        #expect(error?.code == .invalidRequest)
      }
      var dumped = "\(certificate) \(String(reflecting: certificate))"
      dump(try transport(clientCertificate: certificate), to: &dumped)
      dump(CURLTransport.TLS(clientCertificate: certificate), to: &dumped)
      #expect(!dumped.contains(passphrase))
    }
    try await TLSServer.run(options: TLSServer.wantsClientCertificate) { server in
      let transport = try transport(clientCertificate: certificate)
      let response = try await transport.send(.post(to: "localhost:\(server.port)", scheme: "https"))
      #expect(response.text == "ok")
    }
  }

  private func encrypt(_ key: String, to file: String, passphrase: String) throws {
    let openssl = try Process.run(
      URL(filePath: "/usr/bin/openssl"),
      arguments: ["pkey", "-in", key, "-aes256", "-passout", "pass:\(passphrase)", "-out", file])
    openssl.waitUntilExit()
    #expect(openssl.terminationStatus == 0)
  }

  /// With TLS 1.3, the server refuses only after the client has begun to send.
  @Test func serverThatWantsACertificateRefusesWithout() async throws {
    try await TLSServer.run(options: TLSServer.wantsClientCertificate) { server in
      let error = try await transportError {
        try await transport().send(.post(to: "localhost:\(server.port)", scheme: "https"))
      }
      #expect(error.code == (error.requestMayHaveBeenSent ? .connectionLost : .cannotConnect))
      #expect(error.reason.hasSuffix("certificate required"), "\(error)")
      #expect(server.requests.isEmpty)
    }
  }

  @Test func fileThatCannotBeUsedIsNamed() throws {
    let missing = TLSServer.path(of: "missing.pem")
    let (certificate, key) = (Self.client.certificateFile, Self.client.keyFile)
    for settings in [
      CURLTransport.TLS(trust: .only(file: missing)),
      CURLTransport.TLS(clientCertificate: .init(certificateFile: missing, keyFile: key)),
      CURLTransport.TLS(clientCertificate: .init(certificateFile: certificate, keyFile: missing)),
    ] {
      let error = #expect(throws: TransportError.self) {
        try CURLTransport(configuration: .init(tls: settings))
      }
      #expect(error?.code == .invalidRequest)
      #expect(error?.reason.contains(missing) == true)
    }
    let other = #expect(throws: TransportError.self) {
      try transport(
        clientCertificate: .init(certificateFile: certificate, keyFile: TLSServer.path(of: "server-key.pem")))
    }
    #expect(
      other?.reason.contains("does not belong to the certificate") == true, "\(String(describing: other))")
    // A key isn't a certificate.
    #expect(throws: TransportError.self) { try transport(.only(file: key)) }
  }
}
