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
  /// The words are not documented. What speaks of something else, such as a system provider, must not count: a row with
  /// a wrong server host name would seem to be done. A wording that is not recognised keeps a plan from being made.
  func saysMissing(_ row: UserRow) -> Bool {
    // What says it does so at its beginning; a text of any length must not be searched from every word in it.
    guard code == .rejected, let text = serverText?.prefix(2000).lowercased() else { return false }
    // A sign that no ID holds stands for the user's own, in quotation marks or without.
    let words = text.replacing(row.broadworksUserId.lowercased(), with: "§").replacing(/["'‘’“”]/, with: "")
    let speaksOfMore = words.contains(
      /\b(reseller|provider|enterprise|group|interface|permission|subscription|error|licen[cs]es?|server|host|domain|account|service)\b[^.]*(\buser\b|§)/
    )
    guard !speaksOfMore else { return false }
    return words.contains(
      /(§|\buser( id)?:?( §)?)( at \S+)?,? (does ?n[o']?t|did not) exist|(§|\buser( id)?:?( §)?)( is| was| could| can)? ?not (be )?(found|known|registered|there)|(§|\buser( id)?:?( §)?) (is|was) unknown/
    )
      || words.contains(
        /\b(no such|unknown) user\b|\b(cannot|can not|could not|unable to|failed to) find (the |a |any )?user\b|\bthere is no (such )?user\b|\bno user (was )?(found|with)\b/
      )
  }
}
