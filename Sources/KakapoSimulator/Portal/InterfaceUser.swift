import KakapoProvision

/// An account that may call the web methods, and whether it may still do so.
struct InterfaceUser: Sendable {
  let name: Identifier
  var password: Secret
  var isLocked = false
  /// The addresses calls may come from; `nil` for any.
  var allowedAddresses: Set<String>?
}
