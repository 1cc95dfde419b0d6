import Foundation
import KakapoProvision

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The ASP.NET host that `Tests/Interop/aspnet/host.sh` started, and what an administrator does to a portal
/// there.
struct ASPNETHost: Sendable {
  static let variable = "KAKAPO_ASPNET_ENDPOINT"

  /// Whether the tests have a host to talk to.
  static var isGiven: Bool { ProcessInfo.processInfo.environment[variable] != nil }

  /// A service's URL: `http://127.0.0.1:PORT/FOLDER/ProvisionV3.asmx`.
  let endpoint: String

  private let administration: URLComponents

  /// The host that the environment names, and one of the services on it.
  ///
  /// - Parameter folder: The service's folder; `nil` for the one in the environment.
  /// - Throws: ``Problem`` when the environment names none.
  init(folder: String? = nil) throws {
    guard let text = ProcessInfo.processInfo.environment[Self.variable],
      var parts = URLComponents(string: text),
      let given = parts.path.split(separator: "/").dropLast().last
    else { throw Problem("\(Self.variable) does not name http://HOST:PORT/FOLDER/ProvisionV3.asmx") }
    let folder = folder ?? String(given)
    parts.path = "/\(folder)/ProvisionV3.asmx"
    endpoint = parts.string ?? text
    parts.path = "/Admin.ashx"
    parts.queryItems = [URLQueryItem(name: "portal", value: folder)]
    administration = parts
  }

  /// Begins anew: one Interface User that is not locked, one empty system provider, no logins counted.
  func reset(_ credentials: Credentials, serverHostName: String) async throws {
    _ = try await administer(
      "reset",
      [
        "user": credentials.userName, "password": credentials.password.revealed,
        "serverHostName": serverHostName,
      ])
  }

  func unlock() async throws { _ = try await administer("unlock") }

  func stock(_ license: License, quantity: Int, at serverHostName: String) async throws {
    _ = try await administer(
      "stock",
      [
        "applicationName": license.applicationName, "licenseType": license.licenseType,
        "quantity": "\(quantity)", "serverHostName": serverHostName,
      ])
  }

  /// How many calls were refused because of their login.
  func failedLoginCount() async throws -> Int { try await count("failedLogins") }

  /// How many calls came as far as the login.
  func loginCount() async throws -> Int { try await count("logins") }

  private func count(_ what: String) async throws -> Int {
    let answer = try await administer(what)
    guard let number = Int(answer) else { throw Problem("\(what) is \(answer)") }
    return number
  }

  private func administer(_ what: String, _ values: [String: String] = [:]) async throws -> String {
    var parts = administration
    // URLComponents leaves "+" alone, which a server reads as a space.
    parts.percentEncodedQueryItems =
      (parts.queryItems ?? []).map { URLQueryItem(name: $0.name, value: Self.encoded($0.value ?? "")) }
      + [URLQueryItem(name: "do", value: what)]
      + values.map { URLQueryItem(name: $0.key, value: Self.encoded($0.value)) }
    guard let url = parts.url else { throw Problem("no URL for \(what)") }
    let (body, response) = try await URLSession.shared.data(from: url)
    guard (response as? HTTPURLResponse)?.statusCode == 200 else {
      throw Problem("\(what) was answered with \(response)")
    }
    return String(decoding: body, as: UTF8.self)
  }

  private static func encoded(_ text: String) -> String? {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
  }

  /// What is wrong with the host.
  struct Problem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }
}
