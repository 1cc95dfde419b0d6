import KakapoProvision

extension UserLicenses {
  /// Whether the answer has parts that may be licences in a shape that this package does not know.
  ///
  /// Single facts about the user, such as its name, are none.
  var mayHoldMore: Bool {
    unrecognized.contains { element in
      let name = element.name.lowercased()
      return element.hasElementChildren || !element.attributes.isEmpty || name.contains("licen")
        || name.contains("application")
    }
  }

  /// The failure of a reading that cannot be understood.
  var unreadable: ProvisionError {
    ProvisionError(
      .unexpectedResponse, delivery: .answered, operation: GetUserLicenses.contract.name,
      reason:
        "the answer holds \(unrecognized.map { "<\($0.name)>" }.joined(separator: ", ")) and no licence that "
        + "can be read",
      advice: "Look at it with `kakapo call GetUserLicenses`; its shape is not documented.")
  }
}

extension ProvisionError {
  /// Whether the portal's refusal says that the user it was asked for is not there.
  ///
  /// The words are not documented. A refusal that speaks of something else, such as a system provider, must
  /// not count: a row with a wrong server host name would seem to be done.
  func saysMissing(_ row: UserRow) -> Bool {
    guard code == .rejected, let text = serverText?.lowercased() else { return false }
    guard text.contains(row.broadworksUserId.lowercased()) || text.contains(/\buser\b/) else { return false }
    return text.contains(
      /\b(does ?n[o']t|do not|did not) exist|\b(not|no longer) (be )?(found|exist|known|present|there|registered)|\bunknown\b|\bno such\b|\bnot? (a )?(valid|user)\b|\bmissing\b/
    )
  }
}
