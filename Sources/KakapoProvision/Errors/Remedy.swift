/// Something that can be done about an error.
///
/// ``action`` is for programs, ``description`` for people.
public struct Remedy: Sendable, Hashable, CustomStringConvertible {
  /// What can be done.
  ///
  /// New actions may be added in any release, so a `switch` needs a `default`.
  public struct Action: Sendable, Hashable, CustomStringConvertible {
    /// The action's name, as spelled here.
    public let description: String

    package init(_ name: String) { description = name }

    /// Call again: a repeat is safe.
    public static var retrySafely: Action { Action("retrySafely") }
    /// Look in the portal for the result of the call before repeating it.
    public static var lookInPortal: Action { Action("lookInPortal") }
    /// Have the Interface User unlocked in the portal, and check the password.
    public static var unlockAccount: Action { Action("unlockAccount") }
    /// Open the login latch after the account and the password are right.
    public static var openLatch: Action { Action("openLatch") }
    /// Compare the service's contract with the one that this package knows.
    public static var compareContract: Action { Action("compareContract") }
    /// Generate the method from the service's WSDL.
    public static var generateMethod: Action { Action("generateMethod") }
    /// Give a copy of the WSDL instead of having it fetched, unless the advice in ``Remedy/subject`` helps.
    public static var giveContract: Action { Action("giveContract") }
    /// Switch the contract check off.
    public static var skipContractCheck: Action { Action("skipContractCheck") }
    /// Change what ``Remedy/description`` names: a value, a setting, the network.
    public static var correct: Action { Action("correct") }
  }

  /// What can be done.
  public let action: Action
  /// The value that the action needs, for example a number or a path.
  public let subject: String?
  /// What can be done, as a sentence for a programmer.
  public let description: String

  package init(_ action: Action, _ description: String, subject: String? = nil) {
    self.action = action
    self.description = description
    self.subject = subject
  }

  static let lookInPortal = Remedy(
    .lookInPortal, "Check in the portal whether the call was carried out before you repeat it.")
  package static let retrySafely = Remedy(.retrySafely, "Try again.")
  static let repeatSafely = Remedy(
    .retrySafely,
    "Check in the portal whether the call was carried out, or repeat it: a second call changes nothing.")
  static let retryWithMoreTime = Remedy(.retrySafely, "Try again, or allow more time.")
  static func giveContract(instead other: String) -> Remedy {
    Remedy(
      .giveContract, "\(other), or give a copy of the WSDL with `contractCheck = .file(path)`.",
      subject: other)
  }
  static let skipContractCheck = Remedy(
    .skipContractCheck, "If you are sure of the call, turn off the check with `contractCheck = .off`.")
}

extension [Remedy] {
  /// What can be done, in one text.
  package var text: String { map(\.description).joined(separator: " ") }

  /// The same remedies in other words.
  ///
  /// - Parameter words: Returns the words for a remedy; `nil` leaves it as it is, an empty text removes it.
  /// - Returns: The remedies.
  package func worded(_ words: (Remedy) -> String?) -> [Remedy] {
    compactMap { remedy in
      guard let text = words(remedy) else { return remedy }
      return text.isEmpty ? nil : Remedy(remedy.action, text, subject: remedy.subject)
    }
  }

  /// One remedy with the given text, or none if the text is empty.
  package static func correction(_ advice: String) -> [Remedy] {
    advice.isEmpty ? [] : [Remedy(.correct, advice)]
  }
}
