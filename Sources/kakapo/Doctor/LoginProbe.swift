import ArgumentParser
import KakapoProvision

/// Makes one harmless call with the login.
struct LoginProbe {
  let connection: ConnectionOptions
  let serverHostName: String
  let broadworksUserId: String

  /// Makes the call.
  ///
  /// - Parameter isConfirmed: Whether to call without a question.
  /// - Returns: The finding.
  func run(isConfirmed: Bool) async -> DoctorFinding {
    guard let userName = connection.resolvedUser else { return .failed(.login, LoginProbe.noUser) }
    if !isConfirmed {
      switch Question.ask(LoginProbe.question(userName, connection.resolvedEndpoint)) {
      case nil:
        return .failed(
          .login,
          DoctorProblem(
            "not tried: there is no terminal to ask",
            advice: "Give --yes if you are sure of the password: a wrong one locks the account.",
            status: .misuse))
      case false?: return .skipped(.login, "not tried, because you declined")
      case true?: break
      }
    }
    do {
      let client = try connection.makeClient()
      defer { client.close() }
      return try await call(client, userName)
    } catch let error as ProvisionError {
      return .failed(
        .login, DoctorProblem(error.inCommandWords.description, advice: "", status: ExitStatus(error)))
    } catch let error as ValidationError {
      return .failed(.login, DoctorProblem(error.message, advice: "", status: .misuse))
    } catch {
      return .failed(.login, DoctorProblem("\(error)", advice: "", status: .unexpected))
    }
  }

  private static let noUser = DoctorProblem(
    "not tried: no user name", advice: "Give --user NAME or set KAKAPO_USER.", status: .misuse)

  private static func question(_ userName: String, _ endpoint: String) -> String {
    "Send the login of \(quoted(userName)) to \(endpoint)? A wrong password locks the account until it is "
      + "unlocked in the portal."
  }

  private func call(_ client: ProvisionClient, _ userName: String) async throws -> DoctorFinding {
    let response = try await client.response(
      to: GetUserLicenses(serverHostName: serverHostName, broadworksUserId: broadworksUserId))
    guard !response.success else {
      return .ok(.login, "the portal accepts the login of \(quoted(userName)) and answers GetUserLicenses")
    }
    let words = response.errorMessage ?? ""
    guard !client.isLoginProven else {
      return .ok(
        .login,
        "the portal accepts the login of \(quoted(userName)); it refuses the call, as expected for a user "
          + "it does not know: \(quoted(words))")
    }
    return .failed(
      .login,
      DoctorProblem(
        "the portal refuses the call, and it isn't certain whether it accepts the login: \(quoted(words))",
        advice:
          "If that is about an address or about access, have this machine's public address added to the "
          + "Interface User's access list.", status: .rejected))
  }
}
