import KakapoProvision
import WSDL

/// The differences of two contracts, as text and as JSON.
struct ContractReport: Encodable {
  /// The effect of a difference on callers.
  enum Effect: String, Encodable, CaseIterable {
    /// Calls or answers may go wrong.
    case breaking
    /// Letter case, order, namespace or SOAPAction, which the client adopts from the service.
    case followed
    /// Calls and answers work as before.
    case harmless

    /// - Parameters:
    ///   - difference: The difference.
    ///   - operation: The callers' operation that differs.
    init(_ difference: ContractDifference, in operation: OperationDescription?) {
      switch difference.impact {
      case .harmless: self = .harmless
      case .breaking: self = difference.isFollowed(in: operation) ? .followed : .breaking
      }
    }

    var meaning: String {
      switch self {
      case .breaking: "calls or answers may fail; the client stops calls whose parameters are affected"
      case .followed: "letter case, order, namespace or SOAPAction; the client uses what the service has"
      case .harmless: "calls and answers work as before"
      }
    }
  }

  /// One difference.
  struct Entry: Encodable {
    let effect: Effect
    let operation: String?
    let side: String
    let kind: String
    let subject: String
    let old: String?
    let new: String?
    let description: String

    init(_ difference: ContractDifference, from contract: Contract) {
      effect = Effect(difference, in: difference.operation.flatMap(contract.operation(named:)))
      operation = difference.operation
      side = difference.side.rawValue
      kind = difference.kind.rawValue
      subject = difference.subject
      old = difference.old
      new = difference.new
      description = difference.description
    }

    /// The description without the operation's name.
    var sentence: String {
      guard let operation, description.hasPrefix("\(operation): ") else { return description }
      return String(description.dropFirst(operation.count + 2))
    }
  }

  /// One of the two contracts.
  struct Side: Encodable {
    /// A remark about the contract for people.
    struct Finding: Encodable {
      let severity: String
      let message: String
      let place: String?
      let description: String
    }

    let source: String
    let operations: [String]
    let findings: [Finding]

    init(_ source: String, _ reading: ContractReading) {
      self.source = source
      operations = reading.contract.operations.map(\.name)
      findings = reading.diagnostics.map {
        Finding(
          severity: $0.severity.rawValue, message: $0.message, place: $0.place?.description,
          description: $0.description)
      }
    }

    /// Whether parts of the contract were not read, so that differences may be missing.
    var isIncomplete: Bool { findings.contains { $0.severity != WSDLDiagnostic.Severity.warning.rawValue } }
  }

  let old: Side
  let new: Side
  let differences: [Entry]
  private let counts: [String: Int]

  /// Compares two contracts.
  ///
  /// - Parameters:
  ///   - old: The contract of the callers, and its name.
  ///   - new: The current contract, and its name.
  init(from old: (name: String, reading: ContractReading), to new: (name: String, reading: ContractReading)) {
    self.old = Side(old.name, old.reading)
    self.new = Side(new.name, new.reading)
    let found = new.reading.contract.differences(from: old.reading.contract).map {
      Entry($0, from: old.reading.contract)
    }
    differences = Effect.allCases.flatMap { effect in found.filter { $0.effect == effect } }
    counts = Dictionary(
      uniqueKeysWithValues: Effect.allCases.map { effect in
        (effect.rawValue, found.filter { $0.effect == effect }.count)
      })
  }

  /// The number of differences of an effect.
  func count(_ effect: Effect) -> Int { counts[effect.rawValue] ?? 0 }

  /// The exit status of a command that found these differences.
  ///
  /// - Parameter isStrict: Whether followed differences and unread parts count, too.
  /// - Returns: `contract` or `success`.
  func exitStatus(isStrict: Bool) -> ExitStatus {
    let isStricterFailure = count(.followed) > 0 || old.isIncomplete || new.isIncomplete
    return count(.breaking) > 0 || (isStrict && isStricterFailure) ? .contract : .success
  }

  static func methodCount(_ count: Int) -> String { count == 1 ? "1 method" : "\(count) methods" }
}

extension ContractReport {
  /// The report as text.
  var text: String {
    var lines = [
      "from  \(old.source) (\(ContractReport.methodCount(old.operations.count)))",
      "to    \(new.source) (\(ContractReport.methodCount(new.operations.count)))",
    ].map(Printable.line)
    lines += [old, new].flatMap { side in
      side.findings.map { Printable.line("      while reading \($0.description)") }
    }
    lines.append("")
    guard !differences.isEmpty else {
      return (lines + ["No differences\(warning)."]).joined(separator: "\n")
    }
    lines.append(TextTable(["effect", "method", "difference"], rows).text)
    lines.append("")
    lines += Effect.allCases.filter { count($0) > 0 }.map { "\(count($0)) \($0.rawValue): \($0.meaning)" }
    if !warning.isEmpty { lines.append("There may be more\(warning).") }
    return lines.joined(separator: "\n")
  }

  private var warning: String {
    old.isIncomplete || new.isIncomplete ? ", because some parts could not be read" : ""
  }

  /// The rows of the table; a difference of many methods is one row, with their names below it.
  private var rows: [[String]] {
    var shared: [ShownDifference: [String]] = [:]
    for entry in differences { shared[ShownDifference(entry), default: []].append(entry.operation ?? "") }
    var seen: Set<ShownDifference> = []
    return differences.flatMap { entry -> [[String]] in
      let shown = ShownDifference(entry)
      let methods = shared[shown] ?? []
      guard methods.count > 3 else {
        return [[shown.effect.rawValue, entry.operation ?? "", shown.sentence]]
      }
      guard seen.insert(shown).inserted else { return [] }
      return [[shown.effect.rawValue, "\(methods.count) methods", shown.sentence]]
        + ContractReport.lines(of: methods).map { ["", "", "  " + $0] }
    }
  }

  /// Joins names to lines of moderate length.
  private static func lines(of names: [String]) -> [String] {
    var lines: [String] = []
    for (position, name) in names.enumerated() {
      let word = position == names.count - 1 ? name : name + ","
      if let last = lines.last, last.count + word.count < 70 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}

/// The part of a difference that is the same for all methods that share it.
private struct ShownDifference: Hashable {
  let effect: ContractReport.Effect
  let sentence: String

  init(_ entry: ContractReport.Entry) {
    effect = entry.effect
    sentence = entry.sentence
  }
}
