import KakapoProvision

/// Digests that tell inputs and states of the portal apart.
enum RolloutDigest {
  /// The digest of a table: the same however its file was spelled, another when a value or the order differs.
  static func ofInput(_ rows: some Sequence<UserRow>) -> String {
    var digest = SHA256()
    for row in rows {
      let cells: [String?] = [
        row.serverHostName, row.resellerId, row.resellerName, row.groupId, row.groupName,
        row.broadworksUserId,
        row.userName, row.licenses.map(\.text).joined(separator: ";"), row.state.rawValue,
      ]
      // The separators cannot stand in a value: XML cannot carry them.
      for cell in cells { digest.update((cell ?? "\u{1D}") + "\u{1F}") }
      digest.update("\u{1E}")
    }
    return digest.hexadecimal()
  }

  /// The digest of what the portal said of the users that were read; `nil` when none was.
  static func ofReadings(_ rows: [PlannedRow]) -> String? {
    var digest = SHA256()
    var isEmpty = true
    for planned in rows {
      guard let reading = planned.reading else { continue }
      isEmpty = false
      digest.update("\(planned.row.serverHostName)\u{1F}\(planned.row.broadworksUserId)\u{1F}")
      switch reading {
      case .absent: digest.update("-")
      case .holding(let pairs), .uncertain(let pairs, _):
        for pair in pairs { digest.update("\(pair.applicationName)\u{1D}\(pair.licenseType)\u{1F}") }
        if case .uncertain(_, let reason) = reading { digest.update("?\(reason)") }
      }
      digest.update("\u{1E}")
    }
    return isEmpty ? nil : digest.hexadecimal()
  }
}
