import ArgumentParser
import Foundation
import KakapoProvision

/// Finds out where the way from this machine to the portal is broken.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Find out why the portal cannot be used, step by step.",
    discussion: """
      Checks the endpoint's spelling, the proxy, name resolution, TCP, TLS, HTTP, the WSDL and the contract, \
      one after the other, and says at each step what is wrong and what to do. It needs and sends no \
      credentials. --timeout limits all steps together.

      With --login it then asks, and makes one call that changes nothing: GetUserLicenses, for a user that \
      does not exist unless you name one. A wrong password locks the account.

      Exit codes: 0 if all is well; otherwise the code of the first step that failed: 64 endpoint, 69 name, \
      TCP, TLS or HTTP, 76 WSDL or contract, 78 HTTP 401, 403, 404 or 407, and for the login the codes of a \
      call.
      """)

  @Flag(help: "Then make one call with the login, after asking.")
  var login = false

  @Flag(name: .customLong("yes"), help: "Don't ask before sending the login.")
  var isConfirmed = false

  @Option(help: "With --login: the system provider of that user.")
  var serverHostName = "kakapo-doctor.invalid"

  @Option(help: "With --login: the user whose licences are read.")
  var broadworksUserId = "nobody@kakapo-doctor.invalid"

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  private struct Outcome: Encodable {
    let endpoint: String
    let isHealthy: Bool
    let steps: [DoctorFinding]
  }

  func validate() throws {
    guard !login || connection.resolvedUser != nil else {
      throw ValidationError("No user name. Give --user NAME or set KAKAPO_USER.")
    }
  }

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    Proxies.passByLoopback()
    let format = output.output
    var findings = DoctorFindings { finding in
      guard format == .table else { return }
      print(finding.text)
      fflush(nil)
    }
    await Examination(
      of: connection.resolvedEndpoint, timeout: .seconds(connection.timeout), via: connection.transport
    ).run(&findings)
    if login { await tryLogin(&findings) }
    try show(findings)
    guard findings.status == .success else { throw findings.status.exitCode }
  }

  private func tryLogin(_ findings: inout DoctorFindings) async {
    guard findings.status == .success else { return findings.skip([.login]) }
    let probe = LoginProbe(
      connection: connection, serverHostName: serverHostName, broadworksUserId: broadworksUserId)
    findings.add(await probe.run(isConfirmed: isConfirmed))
  }

  private func show(_ findings: DoctorFindings) throws {
    let isHealthy = findings.status == .success
    if output.output == .json {
      return try JSONOutput.print(
        Outcome(endpoint: connection.resolvedEndpoint, isHealthy: isHealthy, steps: findings.all))
    }
    guard isHealthy else { return }
    let isLoggedIn = findings.all.contains { $0.step == .login && $0.outcome == .ok }
    print(
      isLoggedIn
        ? "\nAll is well."
        : "\nAll is well up to the contract. No login was sent"
          + (login ? "." : "; --login tries one, after asking."))
  }
}
