import KakapoProvision

extension PlannedRow.Reading {
  /// What an answer says of a user who is there.
  init(_ answer: UserLicenses) {
    // As the table spells them: an answer may have other letter case or white space.
    let pairs = Set(answer.licenses.map { $0.license?.pair ?? $0.pair }).sorted()
    if let first = answer.doubts.first {
      let more = answer.doubts.count > 1 ? ", and \(answer.doubts.count - 1) more" : ""
      self = .uncertain(pairs, reason: first.description + more)
    } else {
      self = .holding(pairs)
    }
  }
}

extension ProvisionError {
  /// The failure of a look at what a user holds, when the answer leaves that in doubt.
  static func uncertainList(_ reason: String) -> ProvisionError {
    ProvisionError(
      .unexpectedResponse, delivery: .answered, operation: GetUserLicenses.contract.name,
      reason: "what the user holds isn't certain: \(reason)",
      advice: "Look at the answer of GetUserLicenses; its shape is not documented.")
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
