import Testing

@testable import KakapoProvision

@Suite
struct LoginVerdictTests {
  @Test(arguments: [
    "A login attempt for parentprovision has failed and the account has been locked. Please refer to the login history",
    "...login attempt... has failed and the account has been locked",
    "The account parentprovision is locked. Please refer to the login history for further information",
    "Login failed", "LOGIN FAILED for user x", "Invalid login", "Failed login attempt",
    "Log in was unsuccessful",
    "Invalid credentials supplied", "Incorrect user name or password", "Invalid username or password.",
    "The user name or password is incorrect", "Authentication failed", "User could not be authenticated",
    "Your account has been locked", "Account locked", "Locked account", "The user is locked out",
    "Invalid username", "The Interface User has been disabled",
    "System.Exception: Login failed\n   at Kakapo.Run()",
  ])
  func failedLogins(text: String) {
    #expect(LoginVerdict(refusal: text) == .failed)
  }

  @Test(arguments: [
    "", "The password is too short", "Access denied", "You are not permitted to do this", "Not authorised",
    "Call from address 10.0.0.1 is not permitted for this login",
    "The new credentials must differ", "Interface User not found", "Unknown user", "Account suspended",
    "Your account has expired", "Session expired", "Calls from 10.0.0.1 are not allowed",
    "User name and password must not be equal", "Please log in to the portal to see the account",
  ])
  func textsThatProveNothing(text: String) {
    #expect(LoginVerdict(refusal: text) == .unknown)
  }

  @Test(arguments: [
    "User jane@acme.example.com does not exist.", "There are not enough licenses available.",
    "Reseller Acme already exists.", "Group is invalid",
    "System.Exception: Group not found\n   at Kakapo.Login.Check(failed)",
  ])
  func refusalsOfTheMethodItself(text: String) {
    #expect(LoginVerdict(refusal: text) == .accepted)
  }

  @Test
  func aLoginIDIsNoLogin() {
    #expect(LoginVerdict(refusal: "The login ID jane is invalid") != .failed)
    #expect(LoginVerdict(refusal: "Invalid login ID") != .failed)
    #expect(LoginVerdict(refusal: "The login name is invalid") != .failed)
    #expect(LoginVerdict(refusal: "The BroadWorks login jane@acme is invalid") != .failed)
  }

  @Test
  func whatTheCallerSentSaysNothing() {
    let text = "Reseller \"Wrong Login Ltd\" already exists"
    #expect(LoginVerdict(refusal: text, quoting: ["Wrong Login Ltd"]) == .accepted)
  }

  @Test
  func aWordOfTheServersIsNotTakenForAQuotation() {
    let text = "A login attempt for api@sp.example.com has failed and the account has been locked."
    for value in ["acc", "count", "lock", "fail", "log"] {
      #expect(LoginVerdict(refusal: text, quoting: [value]) == .failed, "\(value)")
    }
  }

  @Test(arguments: [
    ("A login attempt for kakapo.api has failed.", "kakapo.api"),
    ("The login has failed.", "login"), ("Login of log.in failed", "log.in"),
  ])
  func theUsersOwnNameHidesNoFailedLogin(text: String, userName: String) {
    #expect(LoginVerdict(refusal: text, ofUser: userName) == .failed)
  }
}
