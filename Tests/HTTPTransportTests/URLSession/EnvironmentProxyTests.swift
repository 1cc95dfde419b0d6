import HTTPTypes
import Testing

@testable import HTTPTransport

/// The effect of the environment's proxies on a request.
@Suite struct EnvironmentProxyTests {
  private func proxies(_ variables: [String: String]) -> EnvironmentProxy {
    EnvironmentProxy { variables[$0] }
  }

  @Test func theVariableIsTheOneThatLibcurlObeys() {
    #expect(proxies([:]).variable(isSecure: false) == nil)
    #expect(proxies(["HTTP_PROXY": "p"]).variable(isSecure: false) == nil)
    #expect(proxies(["http_proxy": "", "ALL_PROXY": "p"]).variable(isSecure: false) == "ALL_PROXY")
    #expect(proxies(["http_proxy": "p", "HTTPS_PROXY": "q"]).variable(isSecure: true) == "HTTPS_PROXY")
  }

  @Test func hostsArePassedByAsTheyAreListed() {
    let listed = proxies(["no_proxy": "example.com, .example.org 127.0.0.1", "NO_PROXY": "*"])
    for host in ["example.com", "A.Example.com", "example.org", "127.0.0.1"] {
      #expect(listed.isPassedBy(host))
    }
    for host in ["badexample.com", "example", "127.0.0.2"] { #expect(!listed.isPassedBy(host)) }
    #expect(proxies(["NO_PROXY": "*"]).isPassedBy("anything"))
    #expect(!proxies([:]).isPassedBy("localhost"))
  }

  @Test func addressesArePassedByWithTheirNetwork() {
    let listed = proxies(["no_proxy": "10.0.0.0/8,192.168.4.128/25 fe80::/10,2001:DB8::1,172.16.0.0/x"])
    for host in ["10.255.0.1", "192.168.4.200", "fe80::1", "[febf::2]", "2001:db8:0::1", "[2001:db8::1]"] {
      #expect(listed.isPassedBy(host), "\(host)")
    }
    for host in ["11.0.0.1", "192.168.4.127", "fec0::1", "2001:db8::2", "172.16.0.0", "10.example.com"] {
      #expect(!listed.isPassedBy(host), "\(host)")
    }
  }

  @Test func proxyIsNamedWithoutItsPassword() {
    func named(_ url: String, for host: String = "example.com") -> String? {
      proxies(["https_proxy": url, "no_proxy": "example.org"]).proxy(for: host, isSecure: true)?.description
    }
    #expect(named("http://me:s3cret@proxy.example:3128/") == "proxy.example:3128")
    #expect(named("proxy.example") == "proxy.example:1080")
    #expect(named("https://proxy.example") == "proxy.example:443")
    #expect(named("socks5h://[::1]:9") == "::1:9")
    #expect(named("http://proxy.example", for: "example.org") == nil)
    for url in ["http://", "http://me:12/s3cret@proxy.example", "http://me:1#s3cret@proxy.example", "://"] {
      #expect(named(url) == "that https_proxy names", "\(url)")
    }
    #expect(proxies([:]).proxy(for: "example.com", isSecure: true) == nil)
  }

  #if canImport(FoundationNetworking)
  @Test(arguments: ["127.0.0.1:80", "localhost:80"])
  func nothingForThisMachineGoesThroughAProxy(authority: String) throws {
    let request = TransportRequest(
      head: HTTPRequest(method: .post, scheme: "http", authority: authority, path: "/"), body: [0x61])
    let error = #expect(throws: TransportError.self) {
      try URLRequestBuilder(request, proxies: proxies(["http_proxy": "http://p:3128"])).urlRequest()
    }
    #expect(error?.code == .invalidRequest && error?.requestMayHaveBeenSent == false)
    #expect(error?.reason.contains("http_proxy") == true && error?.reason.contains("no_proxy") == true)
    for harmless in [
      ["http_proxy": "http://p:3128", "no_proxy": "localhost,127.0.0.1"], ["https_proxy": "http://p:3128"],
    ] {
      _ = try URLRequestBuilder(request, proxies: proxies(harmless)).urlRequest()
    }
  }

  @Test func othersMayBeAskedThroughAProxy() throws {
    for scheme in ["http", "https"] {
      let request = TransportRequest(
        head: HTTPRequest(method: .get, scheme: scheme, authority: "example.com", path: "/"))
      _ = try URLRequestBuilder(request, proxies: proxies(["all_proxy": "http://p:3128"])).urlRequest()
    }
  }
  #endif
}
