import CURLTransport
import KakapoProvision

/// The README's example, which is compiled but not run.
func transportExample(credentials: Credentials, proxyPassword: String) throws -> ProvisionClient {
  let transport = try CURLTransport(
    configuration: .init(
      maximumConnectionsPerHost: 64,
      tls: .init(
        trust: .only(file: "/etc/portal/authority.pem"),
        clientCertificate: .init(
          certificateFile: "/etc/portal/client.pem", keyFile: "/etc/portal/client-key.pem")),
      proxy: .proxy(
        .init(host: "proxy.example.com", port: 3128, userName: "me", password: proxyPassword))))
  let portal = try ProvisionClient(credentials: credentials, transport: transport)
  return portal
}
