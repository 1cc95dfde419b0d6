import Foundation

/// The meaning of a word in a text that may be about a login.
struct LoginWord: OptionSet, Sendable, Hashable {
  let rawValue: UInt64

  static let login = LoginWord(rawValue: 1 << 0)
  static let authentication = LoginWord(rawValue: 1 << 1)
  static let account = LoginWord(rawValue: 1 << 2)
  static let credentials = LoginWord(rawValue: 1 << 3)
  static let userName = LoginWord(rawValue: 1 << 4)
  static let user = LoginWord(rawValue: 1 << 5)
  static let interfaceUser = LoginWord(rawValue: 1 << 6)
  static let attempt = LoginWord(rawValue: 1 << 7)
  static let history = LoginWord(rawValue: 1 << 8)
  static let failed = LoginWord(rawValue: 1 << 9)
  static let wrong = LoginWord(rawValue: 1 << 10)
  static let error = LoginWord(rawValue: 1 << 11)
  static let locked = LoginWord(rawValue: 1 << 12)
  static let not = LoginWord(rawValue: 1 << 13)
  static let unable = LoginWord(rawValue: 1 << 14)
  static let success = LoginWord(rawValue: 1 << 15)
  static let required = LoginWord(rawValue: 1 << 16)
  static let unauthorized = LoginWord(rawValue: 1 << 17)
  static let exists = LoginWord(rawValue: 1 << 18)
  static let unknown = LoginWord(rawValue: 1 << 19)
  static let short = LoginWord(rawValue: 1 << 20)
  /// Ended or suspended without a failed login.
  static let lapsed = LoginWord(rawValue: 1 << 27)
  /// The person whom the text addresses.
  static let caller = LoginWord(rawValue: 1 << 28)
  /// Says that something is right, such as a value.
  static let valid = LoginWord(rawValue: 1 << 29)
  /// The rest of a number of things.
  static let left = LoginWord(rawValue: 1 << 30)
  /// Logs in, as a verb.
  static let logIn = LoginWord(rawValue: 1 << 31)
  /// Authenticates, as a verb.
  static let authenticate = LoginWord(rawValue: 1 << 32)
  /// A kind of thing that this call names by a parameter.
  static let named = LoginWord(rawValue: 1 << 33)
  /// A kind of thing that a call names and that is never the caller.
  static let object = LoginWord(rawValue: 1 << 21)
  static let license = LoginWord(rawValue: 1 << 22)
  static let broadworks = LoginWord(rawValue: 1 << 23)
  /// "login ID" and "login name": the contract's words for a BroadWorks user.
  static let loginID = LoginWord(rawValue: 1 << 24)
  /// A parameter of the call, spelled as on the wire.
  static let parameter = LoginWord(rawValue: 1 << 25)
  /// A user ID that the call sent; a server's own sentences don't contain such an ID.
  static let rowID = LoginWord(rawValue: 1 << 26)
}

extension LoginWord {
  /// The meanings of several words together.
  init(_ words: some Sequence<LoginWord>) { self = words.reduce(into: LoginWord()) { $0.formUnion($1) } }

  /// The words by their meaning.
  ///
  /// It includes words of other languages that a localised server may use.
  static let vocabulary: [String: LoginWord] = {
    let lists: [(LoginWord, String)] = [
      (
        .login,
        "login logins logon logons signin signon loggin anmeldung anmelden einloggen connexion inloggen accesso inloggning inloggningen logowanie"
      ),
      (
        .authentication,
        "authentication auth authn authenticator authentifizierung "
          + "authentification autenticación autenticacion autenticazione autenticação authenticatie"
      ),
      ([.authentication, .authenticate], "authenticate authenticated authenticating"),
      ([.authentication, .authenticate, .not], "unauthenticated"),
      (.account, "account accounts acct konto kontos benutzerkonto compte cuenta conta"),
      (
        .credentials,
        "credential credentials creds password passwords passwd pwd passphrase kennwort passwort "
          + "contraseña contrasena senha wachtwoord lösenord hasło"
      ),
      (.userName, "username usernames benutzername gebruikersnaam användarnamn"),
      (
        .user,
        "user users benutzer utilisateur usuario usuário utente gebruiker nutzer användare użytkownik użytkownika"
      ),
      (.attempt, "attempt attempts attempted"),
      (.history, "history"),
      (
        .failed,
        "fail fails failed failing failure failures unsuccessful unsuccessfully refused refuse rejected reject denied "
          + "deny fehlgeschlagen fehlgeschlagene gescheitert abgelehnt échoué echoue échec echec refusé refuse échouée "
          + "fallido fallida falló fallo rechazado rechazada fallita fallito rifiutato mislukt falhou falha recusado misslyckades nieudane"
      ),
      (
        .wrong,
        "invalid incorrect incorrectly wrong bad mismatch mismatched unrecognized unrecognised ungültig "
          + "ungültige falsch falsches incorrecta incorrecto incorrecte inválido inválida invalido invalide errato errata incorrectos incorrectas inválidos inválidas ongeldig ongeldige fel felaktigt nieprawidłowa nieprawidłowe błędne "
          + "onjuist"
      ),
      (.error, "error errors"),
      (
        .locked,
        "locked lockout disabled deactivated blocked gesperrt verrouillé verrouillée bloqué bloquée bloqueado "
          + "bloqueada bloccato geblokkeerd vergrendeld deaktiviert désactivé désactivée desactivado desactivada"
      ),
      (
        .not,
        "not no never false isnt wasnt doesnt didnt dont hasnt wont without nicht kein keine pas non niet não"
      ),
      ([.not, .unable], "cannot cant couldnt unable"),
      (
        .success,
        "success successful successfully succeed succeeded accepted recognized recognised"
      ),
      (.lapsed, "suspended expired inactive lapsed abgelaufen expiré expirado scaduto"),
      (.caller, "your you caller calling"),
      (
        .valid,
        "valid correct match matches matched verified verify validated valido valida validi valide válido válida"
      ),
      (.left, "left remaining"),
      (.required, "required requires needed necessary"),
      (.unauthorized, "unauthorized unauthorised"),
      (
        .exists,
        "exist exists existing found known registered duplicate taken gefunden existiert existe existent trouvé trouvée encontrado encontrada trovato gevonden bestaat"
      ),
      ([.wrong, .unknown], "unknown"),
      (.short, "enough sufficient insufficient exhausted exceeded"),
      (
        .object,
        "reseller resellers group groups enterprise enterprises queue queues agent agents subscriber subscribers "
          + "customer customers tenant tenants supervisor supervisors provider providers gruppe gruppen groupe groupes grupo gruppo groep wiederverkäufer revendeur revendedor"
      ),
      ([.license, .object], "license licenses licence licences subscription subscriptions"),
      ([.broadworks, .object], "broadworks broadsoft"),
    ]
    var words: [String: LoginWord] = [:]
    for (meaning, list) in lists {
      for word in list.split(separator: " ") { words[String(word), default: []].formUnion(meaning) }
    }
    return words
  }()
}
