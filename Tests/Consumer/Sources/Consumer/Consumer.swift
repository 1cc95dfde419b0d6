import KakapoProvision

@main
struct Consumer {
  static func main() async throws {
    var configuration = ProvisionClient.Configuration()
    configuration.contractCheck = .off
    let portal = try ProvisionClient(
      credentials: Credentials(userName: "name", password: "secret"), configuration: configuration,
      transport: UnreachableTransport())
    do {
      try await portal.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
      print("unexpected success")
    } catch {
      print(error.code, error.delivery.rawValue)
    }
    let detail: ElementTree? = nil
    print(License.allCases.count, detail?.name ?? "none")
  }
}
