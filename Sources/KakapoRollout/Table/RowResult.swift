import KakapoProvision

/// How a row ended.
public struct RowResult: Sendable, Hashable {
  /// The ways a row can end.
  public enum Outcome: Sendable, Hashable {
    /// All planned steps of the row were carried out.
    case done
    /// The portal refused a step, or the outcome of a step is unknown.
    case refused(RowFailure)
  }

  /// The row's place in the plan, from 0.
  public let index: Int
  /// The row.
  public let row: UserRow
  /// How it ended.
  public let outcome: Outcome
}

/// Why a row was refused.
public struct RowFailure: Sendable, Hashable, Codable {
  /// The refused step, in the form of ``RolloutStep/description``.
  public let step: String
  /// The code of the `ProvisionError`, for example `rejected`, or `mayHaveApplied`.
  ///
  /// `mayHaveApplied` means that it is unknown whether the step was carried out.
  public let code: String
  /// The reason in words.
  public let reason: String

  /// Makes a failure.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - code: The code.
  ///   - reason: The reason in words.
  public init(step: String, code: String, reason: String) {
    self.step = step
    self.code = code
    self.reason = reason
  }
}

extension RowFailure {
  /// The reason, without the method that ``step`` names.
  package var sentence: String {
    let method = "\(step.prefix { $0 != " " }): "
    return reason.hasPrefix(method) ? String(reason.dropFirst(method.count)) : reason
  }
}

extension [Int: RowFailure] {
  /// Notes why a row was refused.
  ///
  /// A step that may have been applied takes precedence over a refused one, because a person has to look at
  /// it.
  mutating func note(_ failure: RowFailure, ofRow row: Int) {
    if self[row] == nil || failure.mayHaveApplied { self[row] = failure }
  }
}

/// Rows that were refused at the same step for the same reason.
public struct RefusalGroup: Sendable, Hashable, CustomStringConvertible {
  /// What the rows of a group have in common.
  package struct Cause: Sendable, Hashable {
    let step: String
    let code: String
    /// The reason, without the user's ID.
    let reason: String
  }

  /// What the rows have in common.
  package let cause: Cause
  /// The reason in words; the user's ID is `…` if it differs from row to row.
  public private(set) var reason: String
  /// The numbers of the rows; at least one.
  public private(set) var rows: [Int]

  /// The refused step, in the form of ``RolloutStep/description``.
  public var step: String { cause.step }
  /// The code; see ``RowFailure/code``.
  public var code: String { cause.code }

  /// Makes a group of one row.
  package init(_ row: UserRow, _ failure: RowFailure) {
    let user = row.broadworksUserId
    reason = failure.sentence
    rows = [row.number]
    cause = Cause(
      step: failure.step, code: failure.code,
      reason: user.isEmpty ? failure.sentence : failure.sentence.replacing(user, with: "…"))
  }

  /// Adds a row with the same ``cause``.
  mutating func add(_ other: RefusalGroup) {
    rows += other.rows
    reason = cause.reason
  }

  /// What happened, to end or to stop a run, without the step and the reason.
  package var occasion: String {
    rows.count == 1
      ? "row \(rows[0]) was refused"
      : "\(PlainNumber.text(rows.count, "row")) in succession had the same refusal"
  }

  /// The first rows, the step and the reason, in one line.
  public var description: String { "\(PlainNumber.countedRows(rows)): \(step): \(reason)" }
}

extension Sequence<RowResult> {
  /// The refused rows by step and reason, the largest group first.
  public var refusals: [RefusalGroup] {
    let groups = compactMap { result in result.failure.map { RefusalGroup(result.row, $0) } }
      .grouped(by: \.cause).compactMap { group in
        group.first.map { first in group.dropFirst().reduce(into: first) { $0.add($1) } }
      }
    return groups.enumerated()
      .sorted { ($1.element.rows.count, $0.offset) < ($0.element.rows.count, $1.offset) }.map(\.element)
  }
}
