import KakapoProvision
import KakapoProvisionTesting
import Testing

/// Errors in the form a person reads them.
///
/// The words for every kind of answer are in `AnswerFixtureTests`.
@Suite struct ProvisionErrorTests {
  private func error(
    for response: TransportResponse, password: String = TestLogin.password
  ) async throws -> ProvisionError {
    let portal = try ProvisionClient(
      StubTransport(response), credentials: Credentials(userName: "joe", password: password))
    return try await provisionError {
      try await portal.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    }
  }

  @Test func whatCanBeDoneIsAValueAndWhetherARepeatIsSafe() async throws {
    let lost = try await error(for: .html(status: 500, "<p>no</p>"))
    #expect(lost.remedies.map(\.action) == [.lookInPortal] && !lost.isSafeToRepeat)

    let failed = try await error(for: .failedLogin(of: "DeleteReseller"))
    #expect(failed.remedies.map(\.action) == [.unlockAccount, .openLatch])
    #expect(failed.remedies.first?.subject == "joe" && failed.isSafeToRepeat)

    let rejected = try await error(for: .rejection(of: "DeleteReseller", message: "No."))
    #expect(rejected.remedies.isEmpty && rejected.isSafeToRepeat)

    let portal = try ProvisionClient(
      StubTransport(.html(status: 500, "<p>no</p>")), credentials: Credentials(userName: "joe", password: "x")
    )
    let read = try await provisionError {
      _ = try await portal.getUserLicenses(serverHostName: "sp", broadworksUserId: "jane@example.com")
    }
    #expect(read.remedies.map(\.action) == [.retrySafely] && read.isSafeToRepeat)
    #expect(!read.description.contains("Check in the portal"))
  }

  @Test func aRejectionIsReportedInThePortalsWords() async throws {
    let error = try await error(
      for: .rejection(of: "DeleteReseller", message: "Reseller Acme does not exist."))
    #expect(
      error.description
        == "DeleteReseller: the portal rejected the call. The server said: \"Reseller Acme does not exist.\"")
  }

  @Test func aRejectionWithoutWordsSaysSo() async throws {
    for message in ["", " \n"] {
      let error = try await error(for: .rejection(of: "DeleteReseller", message: message))
      #expect(error.code == .rejected)
      #expect(error.description == "DeleteReseller: the portal rejected the call and gave no reason.")
    }
  }

  @Test func aLongMessageOfManyLinesIsOneShortLineInTheDescriptionAndCompleteInTheError() async throws {
    let message = "First.\r\nSecond.\n" + String(repeating: "x", count: 5000)
    let error = try await error(for: .rejection(of: "DeleteReseller", message: message))
    #expect(error.description.contains("First. Second. xxx"))
    #expect(error.description.count < 1200)
    // A parser turns the server's line ends into single line feeds.
    #expect(error.serverText == message.replacing("\r\n", with: "\n"))
  }

  @Test func aFailedLoginSaysWhatToDo() async throws {
    let error = try await error(for: .failedLogin(of: "DeleteReseller"))
    #expect(error.code == .loginFailed)
    #expect(error.delivery == .refused)
    #expect(
      error.description.hasPrefix(
        "DeleteReseller: the portal refused the login of \"joe\", and the account is locked now."))
    #expect(error.description.contains("A login attempt has failed"))
    #expect(error.description.contains("Unlock the Interface User \"joe\" in the portal"))
    #expect(error.description.contains("openLoginLatch()"))
  }

  @Test func aLatchedLoginReportsTheFirstFailure() async throws {
    let stub = StubTransport(.failedLogin(of: "DeleteReseller"))
    let portal = try ProvisionClient(stub)
    _ = try await provisionError {
      try await portal.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    }
    let error = try await provisionError {
      try await portal.deleteUser(serverHostName: "sp.example.com", broadworksUserId: "j@acme.example.com")
    }
    #expect(stub.requests.count == 1)
    #expect(error.code == .loginLatched)
    #expect(error.delivery == .notSent)
    #expect(error.operation == "DeleteUser")
    let record = try #require(try portal.loginLatchRecord())
    for word in [
      "\"parentprovision\" failed at \(record.timestamp) during DeleteReseller", "A login attempt has failed",
      "Nothing was sent.", "Unlock", "openLoginLatch()",
    ] {
      #expect(error.description.contains(word))
    }
  }

  @Test func aParameterIsNamedAndNothingWasSent() async throws {
    let portal = try ProvisionClient(StubTransport.succeeding())
    let error = try await provisionError {
      try await portal.deleteUser(serverHostName: "sp.example.com", broadworksUserId: "jane")
    }
    #expect(
      error.description
        == "DeleteUser: broadworksUserId: \"jane\" is not of the form name@domain. Nothing was sent. "
        + "The BroadWorks login ID includes the domain, for example jane@acme.example.com.")
    #expect(error.debugDescription == "ProvisionError(invalidParameter, notSent): \(error.description)")
  }

  @Test func anUnreadableAnswerIsReportedWithItsBeginning() async throws {
    let error = try await error(for: .xml("<a><b></a>"))
    #expect(error.code == .malformedResponse)
    #expect(error.description.hasPrefix("DeleteReseller: the answer cannot be read: "))
    #expect(error.description.contains("not well-formed XML"))
    #expect(error.description.contains("The server said: \"<a><b></a>\""))
    #expect(error.description.contains("The call may have been carried out."))
    #expect(!error.description.contains(".."))
  }

  @Test(arguments: [405, 413, 415, 429, 451])
  func anyOtherRefusalByStatusIsRecognised(_ status: Int) async throws {
    let error = try await error(for: .html(status: status, "<p>no</p>"))
    #expect(error.code == .unexpectedResponse)
    #expect(error.delivery == .refused)
    #expect(error.httpStatus == status)
    #expect(error.description.contains("HTTP \(status)"))
    #expect(!error.advice.isEmpty)
  }

  @Test(arguments: [500, 502, 504, 599, 200, 204])
  func aPageOfUnknownMeaningMayFollowACallCarriedOut(_ status: Int) async throws {
    let error = try await error(for: .html(status: status, "<p>hm</p>"))
    #expect(error.code == .unexpectedResponse)
    #expect(error.delivery == .mayHaveApplied)
  }

  @Test func theDumpHasEverythingAPersonReads() async throws {
    let error = try await error(for: .rejection(of: "DeleteReseller", message: "No."))
    var text = ""
    dump(error, to: &text)
    for word in ["rejected", "answered", "DeleteReseller", "No."] { #expect(text.contains(word)) }
  }
}
