import Foundation
import TestDocuments
import Testing

/// The landing pages lead to every article and every symbol, and pages stay short.
struct CatalogueTests {
  private static let modules = ["KakapoProvision", "KakapoRollout"]

  /// The public types and functions of a module, as `.ci/documentation` records them.
  private static func symbols(of module: String) throws -> [String] {
    let file = Document.root.appending(path: "Fixtures/API/\(module).txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return lines.map { $0.split(separator: "\t").map(String.init) }
      .filter { !$0[0].contains(".") && $0[1] != "extension" }.map { $0[0] }
  }

  private static func landingPage(of module: String) throws -> Document {
    try Document("Sources/\(module)/\(module).docc/\(module).md")
  }

  @Test(arguments: modules)
  func noSymbolIsUngrouped(module: String) throws {
    let page = try Self.landingPage(of: module)
    let topics = try #require(page.text.split(separator: "\n## Topics\n").last)
    let grouped = topics.matches(of: /(?m)^- ``(\w+)``$/).map { String($0.1) }
    let symbols = try Self.symbols(of: module)
    #expect(symbols.count > 30)
    #expect(Set(symbols).subtracting(grouped).sorted() == [], "Public symbols without a topic group")
    #expect(Set(grouped).subtracting(symbols).sorted() == [], "Topic groups name symbols that aren't there")
    #expect(Set(grouped).count == grouped.count, "A symbol is in two groups")
  }

  @Test(arguments: modules)
  func noArticleIsUngrouped(module: String) throws {
    let page = try Self.landingPage(of: module)
    let topics = try #require(page.text.split(separator: "\n## Topics\n").last)
    let grouped = topics.matches(of: /(?m)^- <doc:(\w+)>$/).map { String($0.1) }
    let articles = Document.catalogue(of: module).map(\.path).compactMap {
      $0.split(separator: "/").last?.dropLast(3)
    }
    #expect(Set(grouped) == Set(articles.map(String.init)).subtracting([module]))
  }

  /// Packages that are built for the Swift Package Index have both catalogues.
  @Test func bothCataloguesAreBuilt() throws {
    let file = Document.root.appending(path: ".spi.yml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let match = try #require(text.firstMatch(of: /documentation_targets: \[([^\]]+)\]/))
    #expect(match.1.split(separator: ", ").map(String.init) == Self.modules)
  }

  @Test func theREADMEIsShort() throws {
    #expect(try Document("README.md").text.split(whereSeparator: \.isWhitespace).count <= 1500)
  }

  /// A page that needs more than 1,200 words is two pages.
  ///
  /// Those that are mostly a table of the code's are longer.
  @Test(arguments: Document.guides)
  func noArticleIsLong(document: Document) {
    let words = document.text.split(whereSeparator: \.isWhitespace).count
    let isTable = ["HostileServers.md", "HowAnAnswerIsJudged.md", "README.md"].contains {
      document.path.hasSuffix($0)
    }
    #expect(words <= 1200 || isTable, "\(document) has \(words) words")
    #expect(words >= 200, "\(document) has \(words) words")
  }
}
