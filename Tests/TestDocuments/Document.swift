public import Foundation

/// A page of the documentation, for tests that keep it true.
public struct Document: Sendable, CustomStringConvertible {
  /// A fenced block.
  public struct Block: Sendable {
    /// The language behind the fence, for example `swift`; may be empty.
    public let language: String
    /// The lines, without the last line break.
    public let text: String
    /// The text between the block before it and this one.
    public let before: String
  }

  /// The folder of the repository.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The path in the repository.
  public let path: String
  /// The whole text.
  public let text: String
  /// The fenced blocks, in order.
  public let blocks: [Block]
  /// The text outside the fenced blocks.
  public let prose: String

  /// Reads a page.
  ///
  /// - Parameter path: The path in the repository.
  /// - Throws: If there is no such file.
  public init(_ path: String) throws {
    self.path = path
    text = try String(contentsOf: Document.root.appending(path: path), encoding: .utf8)
    var blocks: [Block] = []
    var prose: [Substring] = []
    var before: [Substring] = []
    var block: (language: String, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let fence = line.drop { $0 == " " }
      if let open = block, fence == "```" {
        blocks.append(
          Block(
            language: open.language, text: open.lines.joined(separator: "\n"),
            before: before.joined(separator: "\n")))
        (block, before) = (nil, [])
      } else if block != nil {
        block?.lines.append(line)
      } else if fence.hasPrefix("```") {
        block = (String(fence.dropFirst(3)), [])
      } else {
        prose.append(line)
        before.append(line)
      }
    }
    self.blocks = blocks
    self.prose = prose.joined(separator: "\n")
  }

  /// The path.
  public var description: String { path }

  /// The README and the articles of all catalogues.
  public static let guides: [Document] = documents { path in
    path == "README.md" || path.contains(".docc/")
  }

  /// The guides, and every other page in the repository.
  public static let all: [Document] = documents { _ in true }

  /// The articles of a module's catalogue.
  ///
  /// - Parameter module: The module.
  /// - Returns: Its articles, the landing page among them.
  public static func catalogue(of module: String) -> [Document] {
    guides.filter { $0.path.hasPrefix("Sources/\(module)/\(module).docc/") }
  }

  private static func documents(where isWanted: (String) -> Bool) -> [Document] {
    var paths = ["README.md"]
    for folder in [".github", "Sources", "Tests", "Fixtures"] {
      let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path) ?? .init()
      // Hidden folders have what was built, and other packages.
      for case let file as String in files where file.hasSuffix(".md") && !"/\(file)".contains("/.") {
        paths.append("\(folder)/\(file)")
      }
    }
    return paths.sorted().filter(isWanted).compactMap { try? Document($0) }
  }
}

extension Document {
  /// The cells of the rows below a table's head, without white space around them.
  ///
  /// - Parameter head: The beginning of the table's first line.
  /// - Returns: The rows; empty if there is no such table.
  public func rows(below head: String) -> [[String]] {
    let lines = text.components(separatedBy: "\n")
    guard let start = lines.firstIndex(where: { $0.hasPrefix(head) }) else { return [] }
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
  }

  /// The targets of all links and pictures outside code.
  public var links: [String] {
    prose.replacing(/`[^`\n]*`/, with: "").matches(of: /\]\(([^)\s]+(?:\s[^)\s]+)?)\)/).map { String($0.1) }
  }

  /// The code spans outside the fenced blocks.
  public var codeSpans: [String] {
    prose.replacing("``", with: "").matches(of: /`([^`\n]+)`/).map { String($0.1) }
  }

  /// The anchors of the headings, as GitHub makes them.
  public var anchors: Set<String> {
    Set(
      prose.matches(of: /(?m)^#+ (.+)$/).map { heading in
        heading.1.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
          .replacing(" ", with: "-")
      })
  }
}
