public import KakapoRollout
import Support
import Yams

extension InputMapping {
  /// Reads a mapping file: YAML, of which JSON is a part.
  ///
  /// - Parameters:
  ///   - yaml: The file, in UTF-8; at most 1 MiB.
  ///   - file: The name of the file in messages.
  /// - Throws: `RolloutInputError` with all problems, each with its line.
  public init(yaml: [UInt8], file: String? = nil) throws(RolloutInputError) {
    self.init(file: file)
    var reader = MappingReader(file: file)
    reader.read(yaml, into: &self)
    guard reader.findings.isEmpty else { throw RolloutInputError(findings: reader.findings) }
  }
}

/// Reads the nodes of a mapping file.
///
/// `YAMLDecoder` does not fit: it stops at the first problem, skips unknown keys and takes `No` for a truth value.
private struct MappingReader {
  let file: String?
  private(set) var findings: [Finding] = []

  private static let limit = 1 << 20

  init(file: String?) { self.file = file }

  mutating func read(_ bytes: [UInt8], into mapping: inout InputMapping) {
    guard bytes.count <= Self.limit else {
      return add("The mapping is larger than 1 MiB", "Check that it is the right file.", line: nil)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return add("The mapping is not UTF-8", "Save it as UTF-8.", line: nil)
    }
    do {
      guard let root = try Yams.compose(yaml: text) else {
        return add("The mapping is empty", "Write at least `columns:`.", line: nil)
      }
      read(root, into: &mapping)
    } catch let error as YamlError {
      let (problem, line) = Self.words(for: error)
      add("The mapping is not YAML: \(problem)", "Correct this line or the one above.", line: line)
    } catch {
      add("The mapping is not YAML", "Check that it is the right file.", line: nil)
    }
  }

  private static func words(for error: YamlError) -> (String, Int?) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (problem, mark.line)
    case .duplicatedKeysInMapping(let duplicates, let context):
      ("the key \(duplicates.first ?? "") appears twice", context.mark.line)
    default: ("it cannot be read", nil)
    }
  }

  private mutating func add(
    _ problem: String, _ remedy: String, line: Int?, column: String? = nil, value: String? = nil
  ) {
    findings.append(
      Finding(problem, remedy: remedy, file: file ?? "the mapping", line: line, column: column, value: value))
  }

  private mutating func read(_ root: Node, into mapping: inout InputMapping) {
    entries(of: root, ["sheet", "headerRow", "columns", "ignore"], column: nil) { reader, key, value, line in
      switch key {
      case "sheet": mapping.sheet = reader.text(value, key, line)
      case "headerRow":
        mapping.headerRow = reader.text(value, key, line).flatMap { text in
          guard let row = Int(text), (1...1_048_576).contains(row) else {
            reader.add("is not the number of a row", "Write a number from 1.", line: line, value: text)
            return nil
          }
          return row
        }
      case "ignore": mapping.ignoredColumns = Set(reader.texts(value, key, line))
      default:
        reader.entries(of: value, nil, column: nil) { reader, name, node, line in
          mapping.sources[name] = reader.source(node, name, line)
        }
      }
    }
  }

  /// Visits the entries of a node that has to be a mapping.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - known: The keys that it may have; `nil` for any.
  ///   - column: The column that it is about.
  ///   - body: Called with each key, its value and its line.
  private mutating func entries(
    of node: Node, _ known: [String]?, column: String?,
    _ body: (inout MappingReader, String, Node, Int?) -> Void
  ) {
    // A key with nothing behind it, such as `columns:` with comments alone below.
    if node.scalar?.string == "", node.scalar?.style == .plain { return }
    guard case .mapping(let mapping) = node else {
      return add(
        "is not a list of keys and values", "Write `key: value`, one a line.", line: node.mark?.line,
        column: column, value: node.scalar?.string)
    }
    for (key, value) in mapping {
      let line = key.mark?.line
      guard let name = scalar(key) else {
        add("A key must be a text", "Write `key: value`.", line: line, column: column)
        continue
      }
      if let known, !known.contains(name) {
        let meant = NearMiss.find(name, among: known).map { "Did you mean \($0)?" }
        add(
          "is not a key that a mapping has here", meant ?? "The keys are \(known.joined(separator: ", ")).",
          line: line, column: column, value: name)
        continue
      }
      body(&self, name, value, line)
    }
  }

  /// A text; words such as `No` and numbers stay as they are written.
  private func scalar(_ node: Node) -> String? {
    guard case .scalar(let scalar) = node else { return nil }
    return scalar.style == .plain && ["~", "null"].contains(scalar.string) ? "" : scalar.string
  }

  private mutating func text(_ node: Node, _ key: String, _ line: Int?, column: String? = nil) -> String? {
    if let text = scalar(node) { return text }
    add("\(key) takes one text", "Write `\(key): text`.", line: line, column: column)
    return nil
  }

  private mutating func texts(_ node: Node, _ key: String, _ line: Int?, column: String? = nil) -> [String] {
    if node.scalar?.string == "", node.scalar?.style == .plain { return [] }
    guard case .sequence(let sequence) = node else {
      add("\(key) takes a list of columns", "Write `\(key): [One, Two]`.", line: line, column: column)
      return []
    }
    return sequence.compactMap { text($0, key, $0.mark?.line ?? line, column: column) }
  }

  private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: Node, _ key: String, _ line: Int?, column: String, among _: Choice.Type
  ) -> Choice? {
    guard let word = text(node, key, line, column: column) else { return nil }
    if let choice = Choice(rawValue: word) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    let meant = NearMiss.find(word, among: words).map { "Did you mean \($0)?" }
    add(
      "is not a word for \(key)", meant ?? "The words are \(words.joined(separator: ", ")).", line: line,
      column: column, value: word)
    return nil
  }

  private mutating func source(_ node: Node, _ name: String, _ line: Int?) -> InputMapping.Source {
    var source = InputMapping.Source(columns: [])
    source.line = line
    if let header = scalar(node) {
      source.columns = [header]
      return source
    }
    var keys: Set<String> = []
    var constant: String?
    let known = [
      "column", "join", "with", "value", "spaces", "case", "map", "otherwise", "default", "prefix", "suffix",
    ]
    entries(of: node, known, column: name) { reader, key, value, line in
      keys.insert(key)
      switch key {
      case "column": source.columns += reader.text(value, key, line, column: name).map { [$0] } ?? []
      case "join": source.columns += reader.texts(value, key, line, column: name)
      case "with": source.separator = reader.text(value, key, line, column: name) ?? " "
      case "value": constant = reader.text(value, key, line, column: name)
      case "spaces":
        source.spaces =
          reader.choice(value, key, line, column: name, among: InputMapping.Spaces.self) ?? .keep
      case "case":
        source.letterCase =
          reader.choice(value, key, line, column: name, among: InputMapping.LetterCase.self) ?? .keep
      case "map":
        var values: [String: String] = [:]
        reader.entries(of: value, nil, column: name) { reader, from, node, line in
          values[from] = reader.text(node, from, line, column: name) ?? ""
          source.valueLines[from] = line
        }
        source.values = values
      case "otherwise":
        source.otherValues =
          reader.choice(value, key, line, column: name, among: InputMapping.OtherValues.self) ?? .error
      case "default": source.fallback = reader.text(value, key, line, column: name) ?? ""
      case "prefix": source.prefix = reader.text(value, key, line, column: name) ?? ""
      default: source.suffix = reader.text(value, key, line, column: name) ?? ""
      }
    }
    check(keys, of: name, line)
    if let constant { source.fallback = constant }
    return source
  }

  /// Checks that the keys of a source fit together.
  private mutating func check(_ keys: Set<String>, of name: String, _ line: Int?) {
    let origins = keys.intersection(["column", "join", "value"]).sorted()
    if origins.count != 1 {
      let problem =
        origins.isEmpty
        ? "The mapping does not say where the value comes from"
        : "The value comes from \(origins.joined(separator: " and from "))"
      add(problem, "Give one of column, join or value.", line: line, column: name)
    } else if origins == ["value"], keys.count > 1 {
      add(
        "A constant takes no other key, but there is \(keys.subtracting(origins).sorted().joined(separator: ", "))",
        "Remove it, or give a column.", line: line, column: name)
    }
    for (key, needed) in [("with", "join"), ("otherwise", "map")]
    where keys.contains(key) && !keys.contains(needed) {
      add("The key \(key) has no meaning without \(needed)", "Remove it.", line: line, column: name)
    }
  }
}
