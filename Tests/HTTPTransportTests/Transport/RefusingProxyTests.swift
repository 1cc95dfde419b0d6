#if os(Linux)
import Foundation
import HTTPTransport
import HTTPTypes
import TestServers
import Testing

/// No request is sent if a proxy of the environment opens no tunnel.
///
/// libcurl passes the head of the proxy's answer on as the server's. The environment belongs to the whole process, so
/// the calls run in a separate process.
@Suite(.timeLimit(.minutes(10))) struct RefusingProxyTests {
  @Test(arguments: TestedTransport.allCases)
  func nothingIsSentBehindAProxyThatRefuses(tested: TestedTransport) async throws {
    let proxies = try RefusingProxy.all.map { ($0, try $0.start()) }
    defer { for (_, server) in proxies { server.stop() } }
    await #expect(processExitsWith: .success) {
      [addresses = proxies.map(\.1.authority) as [String], name = tested.rawValue as String] in
      for (proxy, address) in zip(RefusingProxy.all, addresses) {
        setenv("https_proxy", "http://me:\(RefusingProxy.password)@\(address)", 1)
        let transport = try #require(TestedTransport(rawValue: name)).make()
        try await proxy.expectRefusal(at: address, on: transport)
      }
    }
    for (proxy, server) in proxies { server.expectNothingButTheTunnel(proxy) }
  }

  /// Without a body, only libcurl's words tell URLSession that the proxy refused the request.
  @Test(arguments: TestedTransport.allCases)
  func refusalOfARequestWithoutABodyIsTheProxys(tested: TestedTransport) async throws {
    let refused = try #require(RefusingProxy.all.first { $0.testDescription == "403 Forbidden" })
    let proxy = try refused.start()
    defer { proxy.stop() }
    await #expect(processExitsWith: .success) {
      [address = proxy.authority as String, name = tested.rawValue as String] in
      setenv("https_proxy", "http://\(address)", 1)
      let error = try await transportError {
        try await #require(TestedTransport(rawValue: name)).make().send(
          TransportRequest(
            head: HTTPRequest(method: .get, scheme: "https", authority: RefusingProxy.target, path: "/?WSDL"))
        )
      }
      #expect(error.code == .cannotConnect && !error.requestMayHaveBeenSent, "\(error)")
      #expect(
        error.reason.hasPrefix("the proxy \(address) did not connect to \(RefusingProxy.target)"),
        "\(error)")
    }
  }

  /// libcurl quotes a proxy address that it can't use, including the password.
  @Test(arguments: TestedTransport.allCases)
  func proxyThatCannotBeUsedIsNamedWithoutItsPassword(tested: TestedTransport) async throws {
    let unused = try LoopbackServer.unusedAuthority()
    await #expect(processExitsWith: .success) {
      [unused = unused as String, name = tested.rawValue as String] in
      for (value, words) in [
        (
          "ftp://me:\(RefusingProxy.password)@\(unused)",
          "the address of the proxy \(unused) cannot be used"
        ),
        (
          "http://me:\(RefusingProxy.password) x@\(unused)",
          "the address of the proxy \(unused) cannot be used"
        ),
        ("http://me:x/\(RefusingProxy.password)@\(unused)", "the proxy that https_proxy names"),
        (
          "http://me:\(RefusingProxy.password)@\(unused)",
          "no connection to the proxy \(unused) could be made"
        ),
        (
          "http://me:\(RefusingProxy.password)@proxy.invalid", "no connection to the proxy proxy.invalid:1080"
        ),
      ] {
        setenv("https_proxy", value, 1)
        let error = try await transportError {
          try await #require(TestedTransport(rawValue: name)).make().send(
            .post(to: RefusingProxy.target, scheme: "https"))
        }
        #expect(error.code == .cannotConnect && !error.requestMayHaveBeenSent, "\(error)")
        #expect(error.reason.contains(words), "\(value): \(error)")
        var dumped = "\(error) \(String(reflecting: error))"
        dump(error, to: &dumped)
        #expect(!dumped.contains(RefusingProxy.password), "\(dumped)")
      }
    }
  }
}
#endif
