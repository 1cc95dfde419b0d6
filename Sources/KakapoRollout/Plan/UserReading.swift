import KakapoProvision

extension PlannedRow.Reading {
  /// Takes the answer about an existing user.
  init(_ answer: UserLicenses) {
    // Uses the spelling of the table: an answer may differ in letter case or white space.
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
  /// The error of a read-back whose answer leaves the licences of the user in doubt.
  static func uncertainList(_ reason: String) -> ProvisionError {
    ProvisionError(
      .unexpectedResponse, delivery: .answered, operation: GetUserLicenses.contract.name,
      reason: "the user's licences aren't certain: \(reason)",
      advice: "Check the answer of GetUserLicenses; its format is not documented.")
  }
}

extension ProvisionError {
  /// Whether the portal's refusal says that the user does not exist.
  ///
  /// The wording is not documented. A refusal about something else, such as a system provider, must not count: a
  /// row with a wrong server host name would seem to be done. If the wording is unknown, no plan is made.
  func saysMissing(_ row: UserRow) -> Bool {
    // Such a text says it at its beginning; the search must not run over a text of any length from every
    // word.
    guard code == .rejected, let text = serverText?.prefix(2000).lowercased() else { return false }
    // The sign `§`, which no ID contains, replaces the user's ID, with or without quotation marks.
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
  /// The end of a read.
  enum ReadingEnd: Sendable {
    case read(PlannedRow.Reading)
    /// The portal refused the read, or every permitted attempt was lost; `since` is when the last attempt
    /// began.
    case failed(ProvisionError, since: ContinuousClock.Instant)
    /// The read was given up because the run ends.
    case givenUp
  }

  /// Reads the licences of a user, and repeats the read while answers are lost.
  ///
  /// - Parameters:
  ///   - row: The user's row.
  ///   - purpose: The purpose of the read.
  ///   - pause: Waits before a repeat, after the attempt with this number; returns `false` if the read must not be
  ///     repeated.
  ///   - note: Called with every call that ended.
  /// - Returns: The portal's answer, or why it is unknown.
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
