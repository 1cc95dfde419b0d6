import CURLTransport
import KakapoProvision

/// Makes a client for many calls.
func manyConnections(credentials: Credentials) throws -> ProvisionClient {
  let transport = URLSessionTransport(configuration: .init(maximumConnectionsPerHost: 16))
  let portal = try ProvisionClient(credentials: credentials, transport: transport)
  return portal
}

/// Makes a client on libcurl.
func libcurl(credentials: Credentials, proxyPassword: String) throws -> ProvisionClient {
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
