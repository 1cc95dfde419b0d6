import Foundation
import Testing

/// The ways through the source lead through files and symbols that exist, and stay short.
struct WaysThroughTheSourceTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  private struct Step {
    let file: String
    let symbol: String
  }

  private static func steps(below title: String) throws -> [Step] {
    let page = try text(of: "Sources/KakapoProvision/KakapoProvision.docc/WaysThroughTheSource.md")
    let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix(title + "\n") })
    return section.matches(of: /\| `(Sources\/[^`]+)` \| `(\w+)` \|/).map {
      Step(file: String($0.1), symbol: String($0.2))
    }
  }

  private static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test(arguments: [("How a call travels", 12), ("How a row travels", 25), ("How a WSDL becomes Swift", 12)])
  func everyStepIsThere(title: String, most: Int) throws {
    let steps = try Self.steps(below: title)
    #expect((10...most).contains(steps.count) && Set(steps.map(\.file)).count == steps.count)
    for step in steps {
      let source = try Self.text(of: step.file)
      let declaration = try Regex(
        #"\b(func|struct|class|enum|actor|protocol|indirect enum) "# + step.symbol + #"\b"#)
      #expect(source.contains(declaration), "\(step.symbol) isn't declared in \(step.file)")
    }
  }
}
