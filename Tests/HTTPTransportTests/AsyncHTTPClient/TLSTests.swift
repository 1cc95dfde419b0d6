#if AsyncHTTPClient
import HTTPTransport
import Testing

/// The certificates that the transport trusts, and its own certificate.
@Suite(.timeLimit(.minutes(10))) struct AsyncHTTPClientTransportTLSTests {
  private static let authority = TLSServer.path(of: "authority.pem")

  private func transport(
    _ trust: AsyncHTTPClientTransport.TLS.Trust,
    clientCertificate: AsyncHTTPClientTransport.ClientCertificate? = nil
  ) throws -> AsyncHTTPClientTransport {
    try AsyncHTTPClientTransport(
      configuration: .init(tls: .init(trust: trust, clientCertificate: clientCertificate)))
  }

  @Test(arguments: [
    AsyncHTTPClientTransport.TLS.Trust.only(file: authority), .systemAnd(file: authority),
  ])
  func serverOfAPrivateAuthorityIsTrusted(trust: AsyncHTTPClientTransport.TLS.Trust) async throws {
    try await TLSServer.run { server in
      let response = try await transport(trust).send(.post(to: "localhost:\(server.port)", scheme: "https"))
      #expect(response.text == "ok")
      #expect(server.requests.count == 1)
    }
  }

  @Test func serverOfAnUnknownAuthorityGetsNothing() async throws {
    try await TLSServer.run { server in
      let error = try await transportError {
        try await transport(.system).send(.post(to: "localhost:\(server.port)", scheme: "https"))
      }
      #expect(error.code == .cannotConnect)
      #expect(!error.requestMayHaveBeenSent)
      #expect(error.reason.hasSuffix("could be made: certificate verify failed"), "\(error)")
      #expect(server.requests.isEmpty)
    }
  }

  @Test func certificateForAnotherNameIsRefused() async throws {
    try await TLSServer.run { server in
      let error = try await transportError {
        try await transport(.only(file: Self.authority)).send(
          .post(to: "127.0.0.1:\(server.port)", scheme: "https"))
      }
      #expect(error.code == .cannotConnect)
      #expect(!error.requestMayHaveBeenSent)
      #expect(error.reason.hasSuffix("its certificate is for another host name"), "\(error)")
      #expect(server.requests.isEmpty)
    }
  }

  @Test func expiredCertificateIsRefused() async throws {
    try await TLSServer.run(certificate: "expired") { server in
      let error = try await transportError {
        try await transport(.only(file: Self.authority)).send(
          .post(to: "localhost:\(server.port)", scheme: "https"))
      }
      #expect(error.code == .cannotConnect)
      #expect(!error.requestMayHaveBeenSent)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func clientCertificateIsShown() async throws {
    try await TLSServer.run(wantsClientCertificate: true) { server in
      let certificate = AsyncHTTPClientTransport.ClientCertificate(
        certificateFile: TLSServer.path(of: "client.pem"), keyFile: TLSServer.path(of: "client-key.pem"))
      let transport = try transport(.only(file: Self.authority), clientCertificate: certificate)
      let response = try await transport.send(.post(to: "localhost:\(server.port)", scheme: "https"))
      #expect(response.text == "ok")
    }
  }

  /// With TLS 1.3, the server refuses only after the client has begun to send.
  @Test func serverThatWantsACertificateRefusesWithout() async throws {
    try await TLSServer.run(wantsClientCertificate: true) { server in
      let error = try await transportError {
        try await transport(.only(file: Self.authority)).send(
          .post(to: "localhost:\(server.port)", scheme: "https"))
      }
      #expect(error.code == (error.requestMayHaveBeenSent ? .connectionLost : .cannotConnect))
      #expect(error.reason.hasSuffix("certificate required"), "\(error)")
      #expect(server.requests.isEmpty)
    }
  }

  @Test func fileThatCannotBeUsedIsNamed() throws {
    let missing = TLSServer.path(of: "missing.pem")
    let key = TLSServer.path(of: "client-key.pem")
    for settings in [
      AsyncHTTPClientTransport.TLS(trust: .only(file: missing)),
      AsyncHTTPClientTransport.TLS(trust: .systemAnd(file: missing)),
      AsyncHTTPClientTransport.TLS(clientCertificate: .init(certificateFile: missing, keyFile: key)),
      AsyncHTTPClientTransport.TLS(
        clientCertificate: .init(certificateFile: TLSServer.path(of: "client.pem"), keyFile: missing)),
    ] {
      let error = #expect(throws: TransportError.self) {
        try AsyncHTTPClientTransport(configuration: .init(tls: settings))
      }
      #expect(error?.code == .invalidRequest)
      #expect(error?.reason.contains(missing) == true)
    }
    let other = #expect(throws: TransportError.self) {
      try AsyncHTTPClientTransport(
        configuration: .init(
          tls: .init(
            clientCertificate: .init(
              certificateFile: TLSServer.path(of: "client.pem"), keyFile: TLSServer.path(of: "server-key.pem")
            ))))
    }
    #expect(other?.reason.contains("does not belong to the certificate") == true)
    // A key isn't a certificate.
    #expect(throws: TransportError.self) {
      try AsyncHTTPClientTransport(configuration: .init(tls: .init(trust: .only(file: key))))
    }
  }
}
#endif
