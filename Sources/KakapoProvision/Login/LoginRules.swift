/// One rule for judging a login: what it looks for in a sentence, and what a match means.
///
/// The rules are tried in order; see ``LoginFinding``.
struct LoginRule: Sendable {
  /// What a match means.
  enum Meaning: String, Sendable {
    /// The portal refused the caller's login.
    case failed
    /// It is the caller's login or the row's user.
    ///
    /// It means a failed login while the login isn't proven, and the row's refusal after that.
    case ambiguous
    /// A system behind the portal failed; the caller's login wasn't judged.
    case outage
    /// As `outage`, but unclear beside a refused login or password: the words may be the portal's own then.
    case outageOrUnclear = "outage or unclear"
    /// The portal refused the row, and doesn't show whether it checked the login.
    case row
    /// The portal refused the row after a look-up that it makes only for a caller who is logged in.
    case accepted
  }

  /// What the rule looks for.
  ///
  /// Distances are in words. A quotation of the caller's values counts as one word.
  enum Pattern: Sendable {
    /// Words of all these meanings, in any order, at most this far apart.
    case together([LoginWord], within: Int)
    /// A word of one meaning, then one of another, at most this far behind it.
    case ordered(LoginWord, LoginWord, within: Int)
    /// One of these phrases, word by word.
    case phrases([[String]])
    /// `Login failed for user 'NAME'`, where NAME isn't the caller's.
    case databaseUser
  }

  let meaning: Meaning
  let pattern: Pattern
  /// What the rule looks for, in words.
  let name: String
  let why: String
  /// The origin of the wording.
  let source: String

  private init(_ meaning: Meaning, _ pattern: Pattern, _ name: String, why: String, source: String = "common")
  {
    self.meaning = meaning
    self.pattern = pattern
    self.name = name
    self.why = why
    self.source = source
  }
}

// MARK: - The table

extension LoginRule {
  /// Signs of a system behind the portal, anywhere in the answer.
  static let outages: [LoginRule] = [
    LoginRule(
      .outage,
      .phrases(
        words(
          "SqlException NpgsqlException PostgresException MySqlException OracleException OdbcException OleDbException "
            + "SQLiteException SqliteException DB2Exception DbException EntityException DbUpdateException "
            + "SmtpException SmtpCommandException SmtpProtocolException SmtpFailedRecipientException LdapException "
            + "DirectoryServicesCOMException PrincipalServerDownException RedisConnectionException "
            + "RedisServerException MongoAuthenticationException MongoConnectionException "
            + "BrokerUnreachableException SocketException WebException HttpRequestException IOException "
            + "TimeoutException EndpointNotFoundException CommunicationException SecurityNegotiationException "
            + "CryptographicException Win32Exception COMException SshAuthenticationException FtpException")),
      "an exception type of a database, mail server, directory or connection",
      why: "the portal failed to use another system, where it has its own login",
      source: ".NET and the drivers' class names"),
    LoginRule(
      .outage, .databaseUser, "Login failed for user '…' of somebody else",
      why:
        "SQL Server's words about the portal's own database user; the caller's own name counts as the caller's",
      source: "SQL Server, errors 4060 and 18456"),
    LoginRule(
      .outage,
      .phrases(
        phrases([
          "cannot open database", "requested by the login", "permission was denied on the object",
          "invalid column name", "invalid object name", "could not find stored procedure", "sql server",
          "sql network interfaces", "sspi", "password authentication failed for user", "pg hba",
          "using password yes", "using password no", "ora 01017", "ora 28000", "database login",
          "database user",
          "database connection", "database server", "smtp", "mail server", "client not authenticated to send",
          "transport stream", "remote party", "remote certificate", "ldap", "kerberos", "domain controller",
          "wrongpass", "noauth",
        ])), "the words of a database, mail server, directory or TLS connection",
      why: "the login is that of the portal there, not the caller's",
      source: "SQL Server, PostgreSQL, MySQL, Oracle, Redis, SMTP (RFC 4954), .NET's SslStream"),
    LoginRule(
      .outageOrUnclear,
      .phrases(
        words(
          "System.Security.Authentication.AuthenticationException MailKit.Security.AuthenticationException")
          + phrases([
            "see inner exception", "ssl connection", "tls", "underlying connection was closed",
            "remote server returned an error", "unable to connect to the remote server",
            "no connection could be made", "message broker", "connection string", "deadlock", "deadlocked",
            "transaction log",
          ])), "the words of a failed connection or transaction",
      why: "as above, but the portal may also say so about its own login", source: ".NET, SQL Server"),
  ]

  private static let document = "vendor's document"

  /// Signs of the caller's failed login.
  static let failures: [LoginRule] = [
    LoginRule(
      .failed, .together([.login, .attempt, .failed], within: 30), "login attempt … failed",
      why: "the documented words", source: document),
    LoginRule(
      .failed, .together([.interfaceUser, .locked], within: 20), "Interface User … locked",
      why: "only the caller is an Interface User", source: document),
    LoginRule(
      .failed, .together([.interfaceUser, .wrong], within: 10), "Interface User … invalid",
      why: "only the caller is an Interface User", source: document),
    LoginRule(
      .failed, .together([.interfaceUser, .failed], within: 10), "Interface User … refused",
      why: "only the caller is an Interface User", source: document),
    LoginRule(
      .failed, .together([.interfaceUser, .lapsed], within: 10), "Interface User … expired",
      why: "only the caller is an Interface User", source: document),
    LoginRule(
      .failed, .together([.interfaceUser, .not, .exists], within: 8), "Interface User … not found",
      why: "only the caller is an Interface User", source: document),
    LoginRule(
      .failed, .together([.interfaceUser, .not, .success], within: 10), "Interface User … not accepted",
      why: "only the caller is an Interface User", source: document),
    LoginRule(
      .failed, .together([.interfaceUser, .not, .valid], within: 10), "Interface User … not valid",
      why: "only the caller is an Interface User", source: document),
    LoginRule(
      .failed, .together([.login, .locked], within: 4), "login … locked",
      why: "the documented consequence of a failed login", source: document),
    LoginRule(
      .failed, .together([.account, .locked], within: 12), "account … locked",
      why: "the documented consequence of a failed login", source: document),
    LoginRule(.failed, .ordered(.login, .failed, within: 24), "login … failed", why: "the usual words"),
    LoginRule(.failed, .ordered(.failed, .login, within: 6), "failed … login", why: "the usual words"),
    LoginRule(.failed, .ordered(.login, .wrong, within: 12), "login … invalid", why: "the usual words"),
    LoginRule(.failed, .ordered(.wrong, .login, within: 4), "invalid … login", why: "the usual words"),
    LoginRule(
      .failed, .ordered(.login, .error, within: 1), "login error", why: "a code that has no other use"),
    LoginRule(
      .failed, .phrases(phrases(["error during login", "error logging in", "error in login"])),
      "error during login", why: "the usual words"),
    LoginRule(
      .failed, .together([.login, .not, .success], within: 10), "login … not successful",
      why: "the usual words"),
    LoginRule(.failed, .ordered(.unable, .logIn, within: 3), "could not log in", why: "the usual words"),
    LoginRule(
      .failed, .together([.authentication, .failed], within: 10), "authentication … failed",
      why: "the usual words, and a fault code of WS-Security", source: "WS-Security 1.0, section 12"),
    LoginRule(
      .failed, .together([.authentication, .wrong], within: 6), "authentication … invalid",
      why: "the usual words"),
    LoginRule(
      .failed, .ordered(.authentication, .error, within: 1), "authentication error",
      why: "a code that has no other use"),
    LoginRule(
      .failed, .together([.authentication, .not, .success], within: 8), "authentication … not successful",
      why: "the usual words"),
    LoginRule(
      .failed, .together([.authenticate, .not], within: 4), "not authenticated", why: "the usual words"),
    LoginRule(
      .failed, .phrases(phrases(["invalid security", "security token unavailable", "failed check"])),
      "InvalidSecurity, InvalidSecurityToken, SecurityTokenUnavailable, FailedCheck",
      why: "fault codes for credentials that were not accepted", source: "WS-Security 1.0, section 12"),
    LoginRule(
      .failed,
      .phrases(
        phrases([
          "soap client authentication", "env client authentication", "soapenv client authentication",
          "s client authentication",
        ])), "the fault code Client.Authentication", why: "the specification's own example of such a code",
      source: "SOAP 1.1, section 4.4.1"),
    LoginRule(
      .failed, .together([.credentials, .wrong], within: 8), "password … invalid",
      why: "most calls have only the password of the login; ambiguous where the call has its own"),
    LoginRule(
      .failed, .together([.credentials, .failed], within: 6), "credentials … rejected", why: "as above"),
    LoginRule(
      .failed, .together([.credentials, .not, .success], within: 8), "password … not accepted",
      why: "as above"),
    LoginRule(
      .failed, .together([.credentials, .not, .valid], within: 8), "password … not correct", why: "as above"),
    LoginRule(
      .ambiguous, .together([.userName, .wrong], within: 6), "invalid user name",
      why: "the login's or the row's"),
    LoginRule(
      .ambiguous, .together([.user, .locked], within: 6), "user … locked",
      why: "the Interface User or the row's user"),
    LoginRule(
      .ambiguous, .together([.user, .lapsed], within: 6), "user … suspended",
      why: "the Interface User or the row's user"),
    LoginRule(
      .ambiguous, .together([.account, .lapsed], within: 8), "account … suspended",
      why: "the Interface User's or the row's user's"),
    LoginRule(
      .ambiguous, .together([.login, .not, .valid], within: 6), "login … not valid",
      why: "the login's or the row's"),
    LoginRule(
      .ambiguous, .together([.login, .not, .exists], within: 6), "login … not found",
      why: "the login's or the row's"),
    LoginRule(
      .ambiguous, .together([.account, .not, .exists], within: 6), "account … not found",
      why: "the login's or the row's"),
    LoginRule(
      .ambiguous, .together([.userName, .not, .exists], within: 6), "user name … not found",
      why: "the login's or the row's"),
    LoginRule(
      .ambiguous, .together([.unauthorized], within: 0), "unauthorized", why: "no login, or no right",
      source: "RFC 9110, section 15.5.2"),
    LoginRule(
      .ambiguous, .together([.login, .required], within: 4), "login required",
      why: "the portal saw no login, as after a parameter that it doesn't know"),
    LoginRule(
      .ambiguous, .together([.authentication, .required], within: 4), "authentication required",
      why: "as above"),
    LoginRule(.ambiguous, .ordered(.not, .logIn, within: 1), "not logged in", why: "as above"),
  ]

  /// Signs that a text is about the row.
  static let rows: [LoginRule] = [
    LoginRule(
      .accepted, .together([.named, .exists], within: 12),
      "reseller, group, queue, portal user … exists, not found, in use, where the call has a parameter for it",
      why: "the portal looks these up for callers that are logged in", source: document),
    LoginRule(
      .accepted, .together([.named, .unknown], within: 4), "unknown reseller, group, queue, as above",
      why: "as above", source: document),
    LoginRule(
      .accepted, .together([.rowID, .exists], within: 12), "the call's user ID … exists, not found",
      why: "as above", source: document),
    LoginRule(
      .accepted, .together([.rowID, .unknown], within: 4), "the call's user ID … unknown", why: "as above",
      source: document),
    LoginRule(
      .accepted, .together([.license, .short], within: 12), "licences … not enough",
      why: "pools are counted for callers that are logged in", source: document),
    LoginRule(
      .accepted, .together([.license, .not, .left], within: 6), "no licences left", why: "as above",
      source: document),
    LoginRule(
      .row, .together([.parameter], within: 0), "a parameter of the call, as on the wire",
      why: "the value was refused, perhaps before the login was looked at"),
    LoginRule(
      .row, .together([.rowID], within: 0), "the call's user ID", why: "the text is about the row's user"),
    LoginRule(
      .row, .together([.object], within: 0), "a reseller, group, queue, licence, BroadWorks",
      why: "the text is about a thing that calls name", source: document),
    LoginRule(
      .row, .together([.loginID], within: 0), "login ID, login name",
      why: "the contract's words for a BroadWorks user", source: document),
  ]

  /// All rules as a Markdown table, in the order in which they are tried.
  static var table: String {
    let rows = (outages + failures + rows).map { rule in
      "| \(rule.name) | \(rule.meaning.rawValue) | \(rule.why) | \(rule.source) |"
    }
    return (["| looked for | meaning | why | source |", "| --- | --- | --- | --- |"] + rows).joined(
      separator: "\n")
  }

  private static func phrases(_ texts: [String]) -> [[String]] {
    texts.map { $0.split(separator: " ").map(String.init) }
  }

  /// Names of types as phrases.
  private static func words(_ names: String) -> [[String]] {
    names.split(separator: " ").map { LoginSentence.words(of: String($0)) }
  }
}
