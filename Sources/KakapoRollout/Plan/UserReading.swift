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

extension PacedCaller {
  /// How the reading of a user ended.
  enum ReadingEnd: Sendable {
    case read(PlannedRow.Reading)
    /// It was refused, or was lost on its way as often as it may be; the last try began then.
    case failed(ProvisionError, since: ContinuousClock.Instant)
    /// It was given up because the run is to end.
    case givenUp
  }

  /// Asks what a user holds, again and again while answers are lost on the way.
  ///
  /// - Parameters:
  ///   - row: The user's row.
  ///   - purpose: What for.
  ///   - pause: Waits before a repeat, after the try with this number; `false` when nothing is to be repeated.
  ///   - note: Takes in every call that ended.
  /// - Returns: What the portal said, or why that is not known.
  func read(
    _ row: UserRow, for purpose: RolloutCall.Purpose, pause: (Int) async -> Bool,
    note: (Ended<PlannedRow.Reading>, RolloutCall, RolloutCallResult.Outcome) async -> Void = { _, _, _ in }
  ) async -> ReadingEnd {
    var attempt = 1
    while true {
      let call = RolloutCall(row, purpose, attempt)
      guard let ended = await readOnce(row, call) else { return .givenUp }
      switch ended.result {
      case .success(let reading):
        await note(ended, call, .succeeded)
        return .read(reading)
      case .failure(let error):
        guard error.verdict == .lost, await mayRepeat(after: attempt) else {
          await note(ended, call, .failed(error))
          return .failed(error, since: ended.began)
        }
        await note(ended, call, .retried(error))
        guard await pause(attempt) else { return .givenUp }
        attempt += 1
      }
    }
  }

  private func readOnce(_ row: UserRow, _ call: RolloutCall) async -> Ended<PlannedRow.Reading>? {
    await perform(call) { client throws(ProvisionError) -> PlannedRow.Reading in
      do throws(ProvisionError) {
        let answer = try await client.getUserLicenses(
          serverHostName: row.serverHostName, broadworksUserId: row.broadworksUserId)
        return PlannedRow.Reading(answer)
      } catch {
        if error.saysMissing(row) { return .absent }
        throw error
      }
    }
  }
}
