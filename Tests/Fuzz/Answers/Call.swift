import HTTPTransport
import KakapoProvision
import KakapoProvisionTesting

/// A call of a client that was made for it alone.
enum Call {
  enum Outcome: Sendable {
    case success(ProvisionResponse)
    case licenses(UserLicenses)
    case failure(ProvisionError)
  }

  static func outcome(of method: String, answeredWith response: TransportResponse) async -> Outcome {
    do throws(ProvisionError) {
      var configuration = ProvisionClient.Configuration()
      configuration.contractCheck = .off
      let client = try ProvisionClient(
        credentials: Credentials(userName: "interface", password: SpelledSecret.text),
        configuration: configuration, transport: StubTransport { _ in response }, latch: MemoryLoginLatch())
      switch method {
      case "GetUserLicenses":
        return .licenses(
          try await client.getUserLicenses(
            serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com"))
      case "AddUserLicense":
        return .success(
          try await client.addUserLicense(
            serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
            license: .unityDesktop(.pro)))
      default:
        return .success(
          try await client.call(
            method, parameters: [("serverHostName", "sp.example.com")], checkedAgainst: nil))
      }
    } catch {
      return .failure(error)
    }
  }
}
