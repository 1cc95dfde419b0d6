import Foundation
import TestDocuments
import Testing

/// Every link leads somewhere.
struct LinkTests {
  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Document.root.appending(path: path).standardizedFileURL.path)
  }

  /// What is wrong with a link of a page; `nil` for a good one.
  private static func problem(_ link: String, in document: Document) -> String? {
    if link.hasPrefix("https://") { return nil }
    if link.hasPrefix("doc:") {
      let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
      return exists("\(folder)/\(link.dropFirst(4)).md") ? nil : "there is no such article"
    }
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var target = document
    if !parts[0].isEmpty {
      let folder = URL(filePath: "/" + document.path).deletingLastPathComponent()
      let path = String(folder.appending(path: parts[0]).standardizedFileURL.path.dropFirst())
      guard exists(path) else { return "there is no file \(path)" }
      guard parts.count > 1 else { return nil }
      guard let page = try? Document(path) else { return "\(path) has no anchors" }
      target = page
    }
    guard parts.count > 1, !target.anchors.contains(parts[1]) else { return nil }
    return "\(target) has no heading for it"
  }

  @Test(arguments: Document.all)
  func everyLinkLeadsSomewhere(document: Document) {
    let articles = document.prose.matches(of: /<(doc:[^>]+)>/).map { String($0.1) }
    for link in document.links + articles {
      #expect(Self.problem(link, in: document) == nil, "\(document): \(link)")
    }
  }

  /// A link to an article has its title, so that a page can also be read without DocC.
  @Test(arguments: Document.guides)
  func everyArticleIsLinkedByItsTitle(document: Document) throws {
    let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
    for link in document.prose.matches(of: /\[([^\]]+)\]\(doc:(\w+)\)/) {
      let title = try Document("\(folder)/\(link.2).md").text.prefix { $0 != "\n" }
      #expect(title == "# \(link.1)", "\(document)")
    }
  }

  /// Paths of the repository that a guide names are there.
  @Test(arguments: Document.all)
  func everyNamedPathIsThere(document: Document) {
    let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
    for span in document.codeSpans {
      let path = span.split(separator: " ").first.map(String.init) ?? ""
      guard path.contains(/^(Sources|Tests|Fixtures|\.ci|\.github)\/[\w.+\/-]+$/), !path.contains("App")
      else {
        continue
      }
      #expect(Self.exists(path) || Self.exists("\(folder)/\(path)"), "\(document) names \(path)")
    }
  }

  @Test func theCheckerFindsBadLinks() throws {
    let readme = try Document("README.md")
    #expect(readme.links.count > 20 && readme.anchors.contains("try-it"))
    for bad in ["#missing", "Sources/Missing.md", "Tests/Benchmarks/README.md#missing", "doc:Missing"] {
      #expect(Self.problem(bad, in: readme) != nil, "\(bad)")
    }
    #expect(Self.problem("Tests/Benchmarks/README.md#benchmarks", in: readme) == nil)
    let article = try #require(Document.catalogue(of: "KakapoProvision").first)
    #expect(Self.problem("doc:OneWrongLogin", in: article) == nil)
  }

  /// The contents of the README name its sections, in order.
  @Test func theContentsAreComplete() throws {
    let readme = try Document("README.md")
    let sections = readme.text.matches(of: /(?m)^## (.+)$/).map { String($0.1) }
    let contents = try #require(readme.text.firstMatch(of: /\*\*Contents\*\*:((?s:.)*?)\n\n/)).1
    #expect(contents.matches(of: /\[([^\]]+)\]\(#/).map { String($0.1) } == sections)
  }
}
