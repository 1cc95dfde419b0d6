import KakapoProvision
import Support

/// Checks rows one by one and keeps those that can be sent.
struct RowChecker {
  private struct Found {
    let finding: Finding
    /// Its place among the findings of the row.
    let position: Int
  }

  private struct Absence {
    let number: Int
    let line: Int?
  }

  /// Where the values come from.
  private let names: ColumnNames
  /// The columns in the order of the input, with missing ones at the end.
  private let order: [RowField]
  /// The columns that occurred at least once.
  private(set) var seen: Set<RowField>
  private var found: [Found] = []
  private var absences: [RowField: [Absence]] = [:]
  private var absenceCount = 0
  /// Values without a fault that other rows often share, by ``RowField``.
  private var clean = [Set<ExactText>](repeating: [], count: RowField.allCases.count)
  private static let cleanLimit = 10_000
  private var users = DuplicateUsers()
  private var twins = TwinNames()
  private var pool = StringPool()
  private var knownLicenses: [String: [License]] = [:]
  /// The rows without a fault; incomplete as soon as there is a finding.
  private(set) var rows: [UserRow] = []
  /// The number of rows, including those with faults.
  private(set) var count = 0

  /// Makes a checker without rows.
  ///
  /// - Parameters:
  ///   - names: Where the values come from.
  ///   - present: The places of the columns in the order of the input; those of JSON are noted row by row.
  init(names: ColumnNames, present: [Int]) {
    self.names = names
    order = names.order(present)
    seen = names.seen(Set(present))
  }

  /// Whether the limit of findings is reached; the rest of the input need not be checked.
  private(set) var isFull = false

  /// Whether there are findings.
  var hasFindings: Bool { !found.isEmpty || !absences.isEmpty }

  /// Notes which columns exist.
  ///
  /// - Parameter present: The places of the columns.
  mutating func note(_ present: Set<Int>) { seen = names.seen(present) }

  /// Adds a finding of another check.
  ///
  /// - Parameters:
  ///   - finding: The finding.
  ///   - position: Its place among the findings of the row.
  mutating func add(_ finding: Finding, position: Int = 0) {
    guard hasRoom() else { return }
    var finding = finding
    finding.value = finding.value.map(Self.shown)
    finding.mapped = finding.mapped.map(Self.shown)
    found.append(Found(finding: finding, position: position))
  }

  private static func shown(_ value: String) -> String {
    value.utf8.count > InputLimits.shownValue
      ? String(value.unicodeScalars.prefix(InputLimits.shownValue)) : value
  }

  private mutating func hasRoom() -> Bool {
    if found.count + absenceCount >= InputLimits.findings { isFull = true }
    return !isFull
  }

  /// Reports required columns as missing in an input without rows.
  mutating func requireColumns() {
    for field in RowField.allCases where field.isRequired(in: .present) && !seen.contains(field) {
      absences[field] = [Absence(number: 0, line: nil)]
    }
  }

  /// Counts a row that cannot be split into values.
  mutating func countRow() { count += 1 }

  /// Checks a row.
  ///
  /// - Parameters:
  ///   - raw: The row of the input.
  ///   - unmapped: The values that the mapping doesn't know.
  ///   - broken: The columns that already have a finding.
  mutating func add(_ raw: RawRow, unmapped: [ColumnNames.Unmapped] = [], broken: Set<RowField> = []) {
    count += 1
    let before = found.count
    var broken = broken
    for value in unmapped where broken.insert(value.field).inserted {
      let (problem, remedy) = names.words(for: value)
      report(
        problem, remedy, value: value.value, in: raw, value.field, order.firstIndex(of: value.field) ?? 0)
    }
    let state = broken.contains(.state) ? nil : state(of: raw)
    var faulty = broken
    var isAbsent = false
    for (position, field) in order.enumerated() where !broken.contains(field) {
      let value = raw[field]
      if value.isEmpty {
        guard field.isRequired(in: state) else { continue }
        faulty.insert(field)
        isAbsent = true
        noteAbsence(of: field, in: raw)
      } else if field == .licenses || field == .state {
        check(raw, field, position)
      } else if !isKnown(value, in: field) {
        for fault in CellCheck.check(value, of: field).faults {
          faulty.insert(field)
          report(fault, in: raw, field, position)
        }
      }
    }
    if let (field, fault) = twins.add(raw, faulty: faulty) {
      report(fault, in: raw, field, order.firstIndex(of: field) ?? 0)
    }
    if faulty.isDisjoint(with: [.serverHostName, .broadworksUserId]), let fault = users.add(raw) {
      report(fault, in: raw, .broadworksUserId, order.firstIndex(of: .broadworksUserId) ?? 0)
    }
    guard found.count == before, !isAbsent, let state, !hasFindings else { return }
    rows.append(row(raw, state))
  }

  /// Checks a row that a program made.
  mutating func add(_ row: UserRow) {
    var raw = RawRow(number: row.number)
    for field in RowField.allCases { raw[field] = field.text(of: row) }
    add(raw)
  }

  /// Ends the check.
  ///
  /// - Parameter misspelled: The columns with a misspelled name. They aren't reported as missing again.
  /// - Returns: All findings, in the order of rows and columns.
  mutating func findings(misspelled: Set<RowField> = []) -> [Finding] {
    for field in RowField.allCases where seen.contains(field) || !misspelled.contains(field) {
      guard let rows = absences[field] else { continue }
      let position = order.firstIndex(of: field) ?? 0
      if seen.contains(field) {
        for row in rows { found.append(Found(finding: absence(of: field, row), position: position)) }
      } else {
        found.append(
          Found(
            finding: ColumnNames.missing(field, header: names.header(of: field)),
            position: position))
      }
    }
    absences = [:]
    absenceCount = 0
    let ordered = found.enumerated().sorted { one, other in
      (one.element.finding.row ?? 0, one.element.position, one.offset)
        < (other.element.finding.row ?? 0, other.element.position, other.offset)
    }
    var findings = ordered.prefix(InputLimits.findings).map(\.element.finding)
    if isFull || ordered.count > InputLimits.findings {
      findings.append(
        Finding(
          "The check stopped, because there are more than \(InputLimits.findings) problems",
          remedy: "Correct these first: they often have one cause."))
    }
    return findings
  }

  /// Ends the check.
  ///
  /// - Parameter misspelled: The columns with a misspelled name.
  /// - Returns: The rows.
  /// - Throws: ``RolloutInputError`` with all findings; an input without rows is a finding, too.
  consuming func checkedRows(misspelled: Set<RowField> = []) throws(RolloutInputError) -> [UserRow] {
    var findings = findings(misspelled: misspelled)
    if count == 0 {
      findings.append(
        Finding(
          "There are no rows",
          remedy: "An input without rows changes nothing, and is probably a mistake."))
    }
    guard findings.isEmpty else { throw RolloutInputError(findings: findings) }
    return rows
  }

  /// Whether a value needs no check.
  private mutating func isKnown(_ value: String, in field: RowField) -> Bool {
    if OrdinaryText.holds(value, in: field) { return true }
    // These values differ in every row.
    guard field != .userName, field != .broadworksUserId else { return false }
    let text = ExactText(value: value)
    if clean[field.rawValue].contains(text) { return true }
    guard CellCheck.check(value, of: field).faults.isEmpty else { return false }
    if clean[field.rawValue].count < Self.cleanLimit { clean[field.rawValue].insert(text) }
    return true
  }

  private func state(of raw: RawRow) -> UserRow.State? {
    raw[.state].isEmpty ? .present : UserRow.State(rawValue: raw[.state])
  }

  private mutating func report(_ fault: CellCheck.Fault, in raw: RawRow, _ field: RowField, _ position: Int) {
    report(fault.problem, fault.remedy, value: raw[field], in: raw, field, position)
  }

  private mutating func report(
    _ problem: String, _ remedy: String, value: String, in raw: RawRow, _ field: RowField, _ position: Int
  ) {
    var finding = Finding(
      problem, remedy: remedy, row: raw.number, line: raw.line, column: names.header(of: field), value: value)
    // A part of a value is named as it is, unless it isn't in the input.
    if let original = names.original(of: field, in: raw), !original.hasSameBytes(as: raw[field]) {
      finding.value = original
      if !original.hasSameBytes(as: value) { finding.mapped = value }
    }
    add(finding, position: position)
  }

  private mutating func noteAbsence(of field: RowField, in raw: RawRow) {
    // A column that never occurs is one finding, not one for each row; in JSON this is known only at the end.
    if seen.contains(field) {
      guard hasRoom() else { return }
      absenceCount += 1
    } else if let noted = absences[field], noted.count >= InputLimits.findings {
      return
    }
    absences[field, default: []].append(Absence(number: raw.number, line: raw.line))
  }

  private func absence(of field: RowField, _ row: Absence) -> Finding {
    Finding(
      "The value is missing",
      remedy: field.isRequired(in: .absent)
        ? "Every row needs one." : "Only users with the state absent do not need one.",
      row: row.number, line: row.line, column: names.header(of: field))
  }

  private mutating func check(_ raw: RawRow, _ field: RowField, _ position: Int) {
    let text = raw[field]
    if field == .licenses ? knownLicenses[text] != nil : state(of: raw) != nil { return }
    let (faults, licenses) = CellCheck.faults(of: text, in: field)
    for fault in faults {
      report(fault.problem, fault.remedy, value: fault.value, in: raw, field, position)
    }
    if field == .licenses, faults.isEmpty { knownLicenses[text] = licenses }
  }

  private mutating func row(_ raw: RawRow, _ state: UserRow.State) -> UserRow {
    func optional(_ text: String) -> String? { text.isEmpty ? nil : text }
    var row = UserRow(
      number: raw.number, serverHostName: pool.shared(raw[.serverHostName]),
      resellerId: pool.shared(raw[.resellerId]), resellerName: optional(pool.shared(raw[.resellerName])),
      groupId: pool.shared(raw[.groupId]), groupName: optional(pool.shared(raw[.groupName])),
      broadworksUserId: raw[.broadworksUserId], userName: raw[.userName], state: state)
    // All rows with the same licences share one list.
    row.licenses = knownLicenses[raw[.licenses]] ?? []
    return row
  }
}
