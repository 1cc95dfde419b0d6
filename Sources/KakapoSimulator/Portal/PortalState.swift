import KakapoProvision
import Support

/// The state of the portal: the hierarchy below each system provider, and the Interface Users.
///
/// A pure value without HTTP, locks or clocks. Identifiers are compared byte by byte: see ``Identifier``.
struct PortalState: Sendable {
  var systemProviders: [Identifier: SystemProvider] = [:]
  var interfaceUsers: [Identifier: InterfaceUser] = [:]
  var logins = LoginLedger()

  func systemProvider(at serverHostName: Identifier) throws(Refusal) -> SystemProvider {
    guard let provider = systemProviders[serverHostName] else {
      throw Refusal("System provider \(serverHostName) does not exist")
    }
    return provider
  }

  /// Changes a system provider in place.
  ///
  /// The dictionary does not hold it during the change: with a second reference, every call would copy the table of
  /// all users.
  mutating func withSystemProvider(
    at serverHostName: Identifier, _ change: (inout SystemProvider) throws(Refusal) -> Void
  ) throws(Refusal) {
    guard var provider = systemProviders.removeValue(forKey: serverHostName) else {
      throw Refusal("System provider \(serverHostName) does not exist")
    }
    defer { systemProviders[serverHostName] = provider }
    try change(&provider)
  }
}

/// A system provider: the partition that a server host name identifies.
struct SystemProvider: Sendable {
  let serverHostName: Identifier
  let id: Identifier
  var name: String?
  /// A licence that was never stocked has no limit.
  var pool = LicensePool()
  /// Whether a reseller has ever sold more than it had.
  var hasOversold = false
  var resellers: [Identifier: Reseller] = [:]
  var users: [Identifier: User] = [:]
  var portalUsers: [Identifier: PortalUser] = [:]

  func reseller(_ id: Identifier) throws(Refusal) -> Reseller {
    guard let reseller = resellers[id] else {
      throw Refusal("Reseller \(id) does not exist at \(serverHostName)")
    }
    return reseller
  }

  func user(_ id: Identifier) throws(Refusal) -> User {
    guard let user = users[id] else { throw Refusal("User \(id) does not exist at \(serverHostName)") }
    return user
  }
}

/// An enterprise or service provider of BroadWorks.
struct Reseller: Sendable {
  let id: Identifier
  var name: String?
  /// A licence without sub-purchase has no pool here.
  var pool = LicensePool()
  var mayOversell = false
  var groups: [Identifier: Group] = [:]
  var queues: [Identifier: Queue] = [:]

  func group(_ id: Identifier) throws(Refusal) -> Group {
    guard let group = groups[id] else { throw Refusal("Group \(id) does not exist in reseller \(self.id)") }
    return group
  }
}

/// A group of a reseller.
struct Group: Sendable {
  let id: Identifier
  var name: String?
  /// A licence without sub-purchase has no pool here.
  var pool = LicensePool()
  var queues: [Identifier: Queue] = [:]
  var agents: Set<Identifier> = []
}

/// A user and its licences, each with the pool that it came from.
struct User: Sendable {
  enum Source: Sendable { case systemProvider, reseller, group }

  let id: Identifier
  let userName: String
  let resellerId: Identifier
  let groupId: Identifier
  var licenses: [License: Source] = [:]
}

/// A contact center queue.
struct Queue: Sendable {
  let id: Identifier
  let name: String?
  var mediaStreams: Set<Identifier> = []
}

/// An account of the partner portal.
struct PortalUser: Sendable {
  let name: Identifier
  let email: String
  let password: Secret
  let resellerId: Identifier?
  let groupId: Identifier?
}

/// The parameters of a call by name, as the service read them; a parameter that it did not recognise is
/// missing.
struct Arguments: Sendable {
  var strings: [String: String] = [:]
  var integers: [String: Int32] = [:]

  /// The value of a mandatory parameter.
  func string(_ name: String) throws(Refusal) -> String {
    guard let value = strings[name], !value.isEmpty else { throw Refusal("\(name) is mandatory") }
    return value
  }

  /// The value of a mandatory identifier.
  func identifier(_ name: String) throws(Refusal) -> Identifier { Identifier(try string(name)) }

  /// The value of an optional identifier.
  func optionalIdentifier(_ name: String) -> Identifier? { optionalString(name).map(Identifier.init) }

  /// Refuses a call without one of these mandatory parameters, before any other check.
  func requireStrings(_ names: String...) throws(Refusal) {
    for name in names { _ = try string(name) }
  }

  /// The value of an optional parameter; an empty one counts as missing.
  func optionalString(_ name: String) -> String? {
    strings[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The value of a mandatory quantity, at least one; a missing number is zero, as in .NET.
  func quantity(_ name: String) throws(Refusal) -> Int {
    let value = Int(integers[name, default: 0])
    guard value > 0 else { throw Refusal("\(name) must be at least 1, not \(value)") }
    return value
  }
}

/// An identifier of the portal, which is compared byte by byte.
///
/// Letter case and white space count, and so do Unicode's two forms of an accented letter (NFC and NFD), which
/// `String` treats as equal.
struct Identifier: Hashable, Sendable {
  /// The identifier in the request.
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Identifier, right: Identifier) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: text) }
}

extension Identifier: Comparable {
  static func < (left: Identifier, right: Identifier) -> Bool {
    left.text == right.text
      ? left.text.utf8.lexicographicallyPrecedes(right.text.utf8) : left.text < right.text
  }
}

extension Identifier: CustomStringConvertible {
  var description: String { text }
}

/// The result of a web method.
///
/// The vendor's document shows `success` and `errorMessage`; the shape of the licences is assumed.
struct MethodResult: Sendable, Hashable {
  var success: Bool
  var errorMessage: String?
  var licenses: [License]?

  static let done = MethodResult(success: true)

  static func refused(_ message: String) -> MethodResult {
    MethodResult(success: false, errorMessage: message)
  }
}

/// Why a web method answers with `success` false.
struct Refusal: Error {
  let message: String

  init(_ message: String) { self.message = message }
}
