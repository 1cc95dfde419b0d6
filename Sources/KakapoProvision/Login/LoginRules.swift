/// One rule of the judgement on a login: what is looked for in a sentence, and what it means.
///
/// The rules are tried in their order; see ``LoginFinding``.
struct LoginRule: Sendable {
  /// What a match means.
  enum Meaning: String, Sendable {
    /// The portal refused the caller's login.
    case failed
    /// It is the caller's login or the row's user: failed while the login isn't proven, the row's refusal after that.
    case ambiguous
    /// A system behind the portal failed; the caller's login wasn't judged.
    case outage
    /// The row was refused; whether the login was looked at doesn't show.
    case row
    /// The row was refused after a look-up that only a caller who is logged in gets.
    case accepted
  }

  /// What is looked for.
  enum Pattern: Sendable {
    /// Words of all these meanings, in any order, no further apart than so many words.
    case together([LoginWord], within: Int)
    /// A word of one meaning, then one of another, so many words behind it at most.
    case ordered(LoginWord, LoginWord, within: Int)
    /// One of these phrases, word by word.
    case phrases([[String]])
    /// `Login failed for user 'NAME'`, where NAME isn't the caller's.
    case databaseUser
  }

  let meaning: Meaning
  let pattern: Pattern
  /// What is looked for, in words.
  let name: String
  let why: String
  /// Where the wording comes from.
  let source: String
}

extension LoginRule {
  /// What speaks of a system behind the portal, wherever it is in the answer.
  static let outages: [LoginRule] = [
    LoginRule(
      meaning: .outage,
      pattern: .phrases(
        LoginRule.words(
          "SqlException NpgsqlException PostgresException MySqlException OracleException OdbcException "
            + "OleDbException SQLiteException SqliteException DB2Exception DbException EntityException "
            + "DbUpdateException SmtpException SmtpCommandException SmtpProtocolException "
            + "SmtpFailedRecipientException System.Security.Authentication.AuthenticationException "
            + "MailKit.Security.AuthenticationException LdapException DirectoryServicesCOMException "
            + "PrincipalServerDownException RedisConnectionException RedisServerException "
            + "MongoAuthenticationException MongoConnectionException BrokerUnreachableException "
            + "SocketException WebException HttpRequestException IOException TimeoutException "
            + "EndpointNotFoundException CommunicationException SecurityNegotiationException "
            + "CryptographicException Win32Exception COMException SshAuthenticationException FtpException")),
      name: "an exception type of a database, mail server, directory or connection",
      why: "the portal failed in using another system, with a login of its own there",
      source: ".NET and the drivers' class names"),
    LoginRule(
      meaning: .outage, pattern: .databaseUser, name: "Login failed for user '…' of somebody else",
      why:
        "SQL Server's words about the portal's own database user; the caller's own name counts as the caller's",
      source: "SQL Server, errors 4060 and 18456"),
    LoginRule(
      meaning: .outage,
      pattern: .phrases(
        LoginRule.phrases([
          "cannot open database", "requested by the login", "permission was denied on the object", "deadlock",
          "deadlocked", "transaction log", "invalid column name", "invalid object name",
          "could not find stored procedure", "sql server", "sql network interfaces", "sspi",
          "connection string",
          "password authentication failed for user", "pg hba", "using password yes", "using password no",
          "ora 01017", "ora 28000", "database login", "database user", "database connection",
          "database server",
          "smtp", "mail server", "client not authenticated to send", "transport stream", "remote party",
          "remote certificate", "see inner exception", "ssl connection", "tls", "ldap", "kerberos",
          "domain controller",
          "underlying connection was closed", "remote server returned an error",
          "unable to connect to the remote server",
          "no connection could be made", "message broker", "noauth", "wrongpass",
        ])),
      name: "the words of a database, mail server, directory or TLS connection",
      why: "the login is that of the portal there, not the caller's",
      source: "SQL Server, PostgreSQL, MySQL, Oracle, Redis, SMTP (RFC 4954), .NET's SslStream"),
  ]

  /// What the caller's failed login looks like, strongest first.
  static let failures: [LoginRule] = [
    LoginRule(
      meaning: .failed, pattern: .together([.login, .attempt, .failed], within: 30),
      name: "login attempt … failed", why: "the documented words", source: "vendor's document, page on errors"
    ),
    LoginRule(
      meaning: .failed, pattern: .together([.interfaceUser, .locked], within: 20),
      name: "Interface User … locked",
      why: "only the caller is an Interface User", source: "vendor's document"),
    LoginRule(
      meaning: .failed, pattern: .together([.interfaceUser, .wrong], within: 10),
      name: "Interface User … invalid",
      why: "only the caller is an Interface User", source: "vendor's document"),
    LoginRule(
      meaning: .failed, pattern: .together([.interfaceUser, .not, .exists], within: 8),
      name: "Interface User … not found", why: "only the caller is an Interface User",
      source: "vendor's document"),
    LoginRule(
      meaning: .failed, pattern: .together([.interfaceUser, .failed], within: 10),
      name: "Interface User … refused",
      why: "only the caller is an Interface User", source: "vendor's document"),
    LoginRule(
      meaning: .failed, pattern: .together([.interfaceUser, .not, .success], within: 10),
      name: "Interface User … not accepted", why: "only the caller is an Interface User",
      source: "vendor's document"),
    LoginRule(
      meaning: .failed, pattern: .together([.interfaceUser, .lapsed], within: 10),
      name: "Interface User … expired",
      why: "only the caller is an Interface User", source: "vendor's document"),
    LoginRule(
      meaning: .failed, pattern: .together([.login, .locked], within: 4), name: "login … locked",
      why: "the documented consequence of a failed login", source: "vendor's document, page on errors"),
    LoginRule(
      meaning: .failed, pattern: .ordered(.login, .failed, within: 16), name: "login … failed",
      why: "the usual words", source: "common"),
    LoginRule(
      meaning: .failed, pattern: .ordered(.failed, .login, within: 6), name: "failed … login",
      why: "the usual words",
      source: "common"),
    LoginRule(
      meaning: .failed, pattern: .ordered(.login, .wrong, within: 12), name: "login … invalid",
      why: "the usual words",
      source: "common"),
    LoginRule(
      meaning: .failed, pattern: .ordered(.wrong, .login, within: 4), name: "invalid … login",
      why: "the usual words",
      source: "common"),
    LoginRule(
      meaning: .failed, pattern: .together([.login, .error], within: 1), name: "login error",
      why: "a code that has no other use", source: "common"),
    LoginRule(
      meaning: .failed, pattern: .together([.login, .not, .success], within: 10),
      name: "login … not successful",
      why: "the usual words", source: "common"),
    LoginRule(
      meaning: .failed, pattern: .ordered(.unable, .login, within: 3), name: "could not log in",
      why: "the usual words", source: "common"),
    LoginRule(
      meaning: .failed, pattern: .together([.account, .locked], within: 12), name: "account … locked",
      why: "the documented consequence of a failed login", source: "vendor's document, page on errors"),
    LoginRule(
      meaning: .failed, pattern: .together([.authentication, .failed], within: 10),
      name: "authentication … failed",
      why: "the usual words, and a fault code of WS-Security", source: "WS-Security 1.0, section 12"),
    LoginRule(
      meaning: .failed, pattern: .together([.authentication, .wrong], within: 6),
      name: "authentication … invalid",
      why: "the usual words", source: "common"),
    LoginRule(
      meaning: .failed, pattern: .together([.authentication, .error], within: 1),
      name: "authentication error",
      why: "a code that has no other use", source: "common"),
    LoginRule(
      meaning: .failed, pattern: .together([.authentication, .not], within: 4), name: "not authenticated",
      why: "the usual words", source: "common"),
    LoginRule(
      meaning: .failed,
      pattern: .phrases(
        LoginRule.phrases(["invalid security", "security token unavailable", "failed check"])),
      name: "InvalidSecurity, InvalidSecurityToken, SecurityTokenUnavailable, FailedCheck",
      why: "fault codes for credentials that were not taken", source: "WS-Security 1.0, section 12"),
    LoginRule(
      meaning: .failed,
      pattern: .phrases(
        LoginRule.phrases([
          "soap client authentication", "env client authentication", "soapenv client authentication",
          "s client authentication",
        ])), name: "the fault code Client.Authentication",
      why: "the specification's own example of such a code",
      source: "SOAP 1.1, section 4.4.1"),
    LoginRule(
      meaning: .failed, pattern: .together([.credentials, .wrong], within: 8), name: "password … invalid",
      why: "the login has the only password of most calls; ambiguous where the call has one of its own",
      source: "common"),
    LoginRule(
      meaning: .failed, pattern: .together([.credentials, .failed], within: 6),
      name: "credentials … rejected",
      why: "as above", source: "common"),
    LoginRule(
      meaning: .failed, pattern: .together([.credentials, .not, .success], within: 8),
      name: "password … not correct",
      why: "as above", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.userName, .wrong], within: 6), name: "invalid user name",
      why: "the login's or the row's", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.user, .lapsed], within: 6), name: "user … suspended",
      why: "the Interface User or the row's user", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.account, .lapsed], within: 8), name: "account … suspended",
      why: "the Interface User's or the row's user's", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.user, .locked], within: 6), name: "user … locked",
      why: "the Interface User or the row's user", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.login, .not, .exists], within: 6), name: "login … not found",
      why: "the login's or the row's", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.account, .not, .exists], within: 6),
      name: "account … not found",
      why: "the login's or the row's", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.userName, .not, .exists], within: 6),
      name: "user name … not found",
      why: "the login's or the row's", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.unauthorized], within: 0), name: "unauthorized",
      why: "no login, or no right", source: "RFC 9110, section 15.5.2"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.login, .required], within: 4), name: "login required",
      why: "the portal saw no login, as after a parameter that it doesn't know", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .together([.authentication, .required], within: 4),
      name: "authentication required",
      why: "as above", source: "common"),
    LoginRule(
      meaning: .ambiguous, pattern: .ordered(.not, .login, within: 1), name: "not logged in", why: "as above",
      source: "common"),
  ]

  /// What speaks of the row.
  static let rows: [LoginRule] = [
    LoginRule(
      meaning: .accepted, pattern: .together([.object, .exists], within: 12),
      name: "reseller, group, queue, portal user … exists, not found, in use",
      why: "the portal looks these up for callers that are logged in",
      source: "vendor's document, web methods"),
    LoginRule(
      meaning: .accepted, pattern: .together([.rowID, .exists], within: 12),
      name: "the call's user ID … exists, not found", why: "as above",
      source: "vendor's document, web methods"),
    LoginRule(
      meaning: .accepted, pattern: .together([.object, .unknown], within: 4),
      name: "unknown reseller, group, queue",
      why: "as above", source: "vendor's document, web methods"),
    LoginRule(
      meaning: .accepted, pattern: .together([.rowID, .unknown], within: 4),
      name: "the call's user ID … unknown",
      why: "as above", source: "vendor's document, web methods"),
    LoginRule(
      meaning: .accepted, pattern: .together([.license, .short], within: 12), name: "licences … not enough",
      why: "pools are counted for callers that are logged in", source: "vendor's document, sub-purchases"),
    LoginRule(
      meaning: .row, pattern: .together([.parameter], within: 0),
      name: "a parameter of the call, as on the wire",
      why: "the value was refused, perhaps before the login was looked at", source: "common"),
    LoginRule(
      meaning: .row, pattern: .together([.rowID], within: 0), name: "the call's user ID",
      why: "the text is about the row's user", source: "common"),
    LoginRule(
      meaning: .row, pattern: .together([.object], within: 0),
      name: "a reseller, group, queue, licence, BroadWorks",
      why: "the text is about a thing that the call names", source: "vendor's document"),
    LoginRule(
      meaning: .row, pattern: .together([.loginID], within: 0), name: "login ID, login name",
      why: "the contract's words for a BroadWorks user", source: "vendor's document, properties"),
  ]
}

// MARK: - For people

extension LoginRule {
  /// All rules as a table of Markdown, in the order in which they are tried.
  static var table: String {
    let rows = (outages + failures + rows).map { rule in
      "| \(rule.name) | \(rule.meaning.rawValue) | \(rule.why) | \(rule.source) |"
    }
    return (["| looked for | meaning | why | source |", "| --- | --- | --- | --- |"] + rows).joined(separator: "\n")
  }
}

// MARK: - Matching

extension LoginRule {
  /// The words in which a database names a user whose login it refused, and the quotation mark before the name.
  private static let databaseUsers: [(String, Character)] = [
    ("login failed for user", "'"), ("authentication failed for user", "\""), ("access denied for user", "'"),
  ]

  private static func phrases(_ texts: [String]) -> [[String]] {
    texts.map { $0.split(separator: " ").map(String.init) }
  }

  /// Names of types as phrases.
  private static func words(_ names: String) -> [[String]] {
    names.split(separator: " ").map {
      LoginSentence.read(String($0), of: LoginCallWords()).flatMap(\.spelled)
    }
  }

  private init(_ rule: LoginRule, _ pattern: Pattern) {
    self.init(meaning: rule.meaning, pattern: pattern, name: rule.name, why: rule.why, source: rule.source)
  }

  /// The places that a rule finds in a sentence.
  ///
  /// - Parameters:
  ///   - sentence: The sentence.
  ///   - call: What the caller sent.
  ///   - inOwnWords: Whether words that the caller sent don't count.
  /// - Returns: The words from the first to the last of a match, the shortest of those that begin there.
  func matches(
    in sentence: LoginSentence, of call: LoginCallWords, inOwnWords: Bool
  ) -> [ClosedRange<Int>] {
    let counts: (Int, LoginWord) -> Bool = { index, meaning in
      sentence.words[index].isSuperset(of: meaning) && !(inOwnWords && sentence.isSent[index])
    }
    switch pattern {
    case .together(let meanings, let distance):
      guard let first = meanings.first, sentence.meanings.isSuperset(of: LoginWord(meanings)) else {
        return []
      }
      return sentence.words.indices.compactMap { index in
        guard counts(index, first) else { return nil }
        var range = index...index
        for meaning in meanings.dropFirst() {
          let near = max(0, index - distance)...min(sentence.words.count - 1, index + distance)
          guard
            let found = near.filter({ counts($0, meaning) }).min(by: { abs($0 - index) < abs($1 - index) })
          else { return nil }
          range = min(range.lowerBound, found)...max(range.upperBound, found)
        }
        return range
      }
    case .ordered(let first, let second, let distance):
      guard sentence.meanings.isSuperset(of: first.union(second)) else { return [] }
      return sentence.words.indices.compactMap { index in
        guard counts(index, first), index + 1 < sentence.words.count else { return nil }
        let near = (index + 1)...min(sentence.words.count - 1, index + distance)
        guard let found = near.first(where: { counts($0, second) }) else { return nil }
        return index...found
      }
    case .phrases(let phrases):
      return phrases.flatMap { words -> [ClosedRange<Int>] in
        guard let first = words.first, sentence.spelled.contains(first) else { return [] }
        return sentence.spelled.indices.dropLast(words.count - 1).compactMap { index in
          let range = index...(index + words.count - 1)
          return sentence.spelled[range].elementsEqual(words)
            && !(inOwnWords && range.contains { sentence.isSent[$0] }) ? range : nil
        }
      }
    case .databaseUser:
      return LoginRule.databaseUsers.flatMap { phrase, quote -> [ClosedRange<Int>] in
        guard let name = sentence.quotedName(behind: phrase, in: quote), !call.isCaller(name) else {
          return []
        }
        return LoginRule(self, .phrases(LoginRule.phrases([phrase]))).matches(
          in: sentence, of: call, inOwnWords: inOwnWords)
      }
    }
  }
}

extension LoginSentence {
  /// The name in quotation marks that follows a phrase.
  fileprivate func quotedName(behind phrase: String, in quote: Character) -> String? {
    let lowercase = text.lowercased()
    guard let found = lowercase.firstRange(of: phrase) else { return nil }
    let rest = lowercase[found.upperBound...].drop { $0 == " " }
    guard rest.first == quote else { return nil }
    return String(rest.dropFirst().prefix { $0 != quote })
  }
}
