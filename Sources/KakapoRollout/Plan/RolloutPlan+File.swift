package import Foundation
import KakapoProvision
import Support

extension RolloutPlan {
  private struct Head: Codable {
    var endpoint: String
    var format = InputFile.planFormat
    var inputDigest: String
    var planDigest: String?
    var prune: Bool
    var readDigest: String?
    /// A digest of what changed since an earlier input; `nil` if no row says so.
    var rowChangesDigest: String?
  }

  /// The plan as canonical JSON on one line: sorted keys, no white space.
  ///
  /// Plans of the same table have the same bytes in any form of the file, because they leave out the row
  /// numbers.
  ///
  /// - Returns: The bytes, with a line end.
  public func encoded() -> [UInt8] { [UInt8](encodedData()) }

  /// The bytes of ``encoded()``.
  ///
  /// `Data` grows in place. 100,000 rows are 36 MB, and an array would need them twice for a moment.
  package func encodedData() -> Data {
    var data = Data()
    do {
      try forEachPart { part in
        data += part
        return true
      }
    } catch {
      // The encoder can always encode strings, numbers and booleans.
      return Data()
    }
    return data
  }

  /// Encodes the plan until the caller stops it.
  ///
  /// - Parameter take: Takes the next part; returns whether to continue.
  /// - Throws: The errors of the encoder.
  private func forEachPart(_ take: (Data) -> Bool) throws {
    var head = head
    head.planDigest = digest
    guard take(Data(try LineCoding.encode(head).dropLast() + PlanParts.opening)) else { return }
    for (index, row) in rows.enumerated() {
      if index > 0, !take(Data(",".utf8)) { return }
      guard take(try LineCoding.encode(PlannedRow.Document(row, isNumbered: false))) else { return }
    }
    _ = take(Data(PlanParts.closing))
  }

  /// Whether bytes are exactly the encoding of this plan.
  private func isEncoded(as bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    var isSame = true
    do {
      try forEachPart { part in
        isSame = rest.starts(with: part)
        rest = rest.dropFirst(part.count)
        return isSame
      }
    } catch {
      return false
    }
    return isSame && rest.isEmpty
  }

  private var head: Head {
    Head(
      endpoint: endpoint, inputDigest: inputDigest, prune: isPruning, readDigest: readDigest,
      rowChangesDigest: rows.changesDigest)
  }

  /// Identifies the plan: two plans have the same digest exactly if ``encoded()`` is the same.
  ///
  /// It is the digest of the digests of rows and answers, which determine the steps. Encoding 100,000 rows would
  /// take seconds.
  public var digest: String { digest(isNumbered: false) }

  /// The digest; journals of version 2 use the one with row numbers.
  func digest(isNumbered: Bool) -> String {
    var digest = SHA256()
    // The encoder can always encode strings, numbers and booleans.
    digest.update((try? LineCoding.encode(head)) ?? Data())
    if isNumbered { for planned in rows { digest.update("\u{1E}\(planned.row.number)") } }
    return digest.hexadecimal()
  }

  /// Reads a plan.
  ///
  /// A saved plan does not have the row numbers of the input file. The rows get numbers from 2, like those of a
  /// table without blank rows.
  ///
  /// - Parameter bytes: The bytes of ``encoded()``.
  /// - Throws: ``RolloutError`` of code `unreadablePlan` for other bytes. The plan has to encode to the same bytes,
  ///   so every change is noticed.
  public init(decoding bytes: [UInt8]) throws(RolloutError) {
    let unreadable = { (problem: String) in
      RolloutError(.unreadablePlan, "The plan cannot be used: \(problem).", remedies: [.makePlanAgain])
    }
    guard let parts = PlanParts(bytes) else {
      throw unreadable("it was changed or cut off, or has another version")
    }
    guard let head = try? LineCoding.decode(Head.self, from: Data(parts.head)),
      head.format == InputFile.planFormat
    else { throw unreadable("it is not a plan of this command") }
    var rows: [PlannedRow] = []
    rows.reserveCapacity(parts.rows.count)
    var pool = StringPool()
    for range in parts.rows {
      guard let document = try? LineCoding.decode(PlannedRow.Document.self, from: Data(bytes[range])),
        let row = PlannedRow(document, number: rows.count + 2, isPruning: head.prune, pool: &pool)
      else { throw unreadable("entry \(rows.count + 1) of its rows was changed") }
      rows.append(row)
    }
    self.init(endpoint: head.endpoint, isPruning: head.prune, rows: rows)
    guard isEncoded(as: bytes) else { throw unreadable("it was changed") }
  }

  init(endpoint: String, isPruning: Bool, rows: [PlannedRow]) {
    self.init(
      endpoint: endpoint, inputDigest: rows.lazy.map(\.row).digest,
      readDigest: rows.readingsDigest, isPruning: isPruning, rows: rows)
  }
}

extension RolloutPlan {
  /// Saves a plan; another process that reads the file sees the old or the new content, never a part.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public func save(to path: String) throws(RolloutError) {
    do {
      try PrivateFile.save(path, encodedData())
    } catch {
      throw RolloutError(
        .unusableFile, "The plan \(path) cannot be written: \(error.localizedDescription)",
        underlyingError: error)
    }
  }

  /// Whether a file looks like a saved plan rather than an input.
  ///
  /// - Parameter bytes: The beginning of the file.
  /// - Returns: Whether it begins like ``encoded()``.
  public static func isPlan(_ bytes: some Collection<UInt8>) -> Bool { InputFile.isPlan(bytes) }
}

/// The rows of a plan and the rest, split without decoding the whole plan: it may have 100,000 rows.
private struct PlanParts {
  // A quotation mark inside a string has a backslash before it, so the first opening is the key.
  static let opening = Array(#","rows":["#.utf8)
  static let closing = Array("],\"version\":2}\n".utf8)

  /// The plan without its rows.
  let head: [UInt8]
  /// The range of each row.
  let rows: [Range<Int>]

  init?(_ bytes: [UInt8]) {
    guard let opening = bytes.firstRange(of: PlanParts.opening),
      bytes.count >= opening.upperBound + PlanParts.closing.count,
      bytes.suffix(PlanParts.closing.count).elementsEqual(PlanParts.closing)
    else { return nil }
    head = bytes[..<opening.lowerBound] + [UInt8(ascii: "}")]
    var rows: [Range<Int>] = []
    var depth = 0
    var start = opening.upperBound
    var isString = false
    var isEscaped = false
    for index in opening.upperBound..<bytes.count - PlanParts.closing.count {
      let byte = bytes[index]
      if isEscaped {
        isEscaped = false
      } else if isString {
        isEscaped = byte == UInt8(ascii: "\\")
        isString = byte != UInt8(ascii: "\"")
      } else if byte == UInt8(ascii: "\"") {
        isString = true
      } else if byte == UInt8(ascii: "{") {
        if depth == 0 { start = index }
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { rows.append(start..<index + 1) }
      }
    }
    guard depth == 0, !isString else { return nil }
    self.rows = rows
  }
}

/// Encodes values as JSON on one line, always in the same form: sorted keys, no white space.
enum LineCoding {
  static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    try JSONDecoder().decode(type, from: data)
  }
}
