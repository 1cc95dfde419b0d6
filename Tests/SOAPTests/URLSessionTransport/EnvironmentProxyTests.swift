import HTTPTypes
import Testing

@testable import SOAP

/// What the environment's proxies make of a request.
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
