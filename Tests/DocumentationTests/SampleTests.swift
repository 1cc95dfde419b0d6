import Foundation
import TestDocuments
import Testing

/// Every Swift sample of the documentation is compiled.
struct SampleTests {
  /// The sources that samples are taken from, all of which are compiled.
  private static let sources: [String] = [
    "Tests/DocumentationTests/Samples", "Tests/KakapoProvisionTests/Client",
  ]
  .flatMap { folder in
    let folder = Document.root.appending(path: folder)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".swift") }.compactMap {
      try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }

  @Test(arguments: Document.guides)
  func everySampleIsCompiled(document: Document) throws {
    for block in document.blocks where block.language == "swift" {
      if block.text.contains(".package(url:") {
        try checkManifest(block.text)
        continue
      }
      let isThere = Self.sources.contains { Self.isPart(block.text, of: $0) }
      #expect(isThere, "\(document): no compiled file has this sample:\n\(block.text)")
    }
  }

  /// The pages have samples at all, and the search doesn't find just anything.
  @Test func theSearchWorks() throws {
    #expect(Document.guides.flatMap(\.blocks).count { $0.language == "swift" } > 20)
    #expect(Document.guides.count > 25 && Self.sources.count > 10)
    let sample = "import KakapoProvision\n\nlet held = try await portal.getUserLicenses("
    #expect(Self.sources.contains { Self.isPart(sample, of: $0) })
    for wrong in ["let held = try portal.getUserLicenses(", "import Missing\n\n" + sample] {
      #expect(!Self.sources.contains { Self.isPart(wrong, of: $0) })
    }
  }

  /// Whether a file has the lines of a sample, at any indentation, and imports what the sample imports.
  private static func isPart(_ sample: String, of source: String) -> Bool {
    let lines = sample.components(separatedBy: "\n")
    let imports = lines.prefix { $0.hasPrefix("import ") || $0.isEmpty }
    let body = lines.dropFirst(imports.count).joined(separator: "\n")
    let sourceLines = source.components(separatedBy: "\n")
    guard imports.allSatisfy({ $0.isEmpty || sourceLines.contains($0) }) else { return false }
    return ["", "  ", "    "].contains { indentation in
      let unindented = sourceLines.map { line in
        line.hasPrefix(indentation) ? String(line.dropFirst(indentation.count)) : line
      }
      return ("\n" + unindented.joined(separator: "\n") + "\n").contains("\n" + body)
    }
  }

  /// A part of a manifest names products that this package has.
  private func checkManifest(_ text: String) throws {
    let manifest = try String(contentsOf: Document.root.appending(path: "Package.swift"), encoding: .utf8)
    let products = text.matches(of: /\.product\(name: "(\w+)", package: "(\w+)"\)/)
    #expect(!products.isEmpty)
    for product in products {
      #expect(manifest.contains(".library(name: \"\(product.1)\""))
      #expect(manifest.contains("let package = Package(\n  name: \"\(product.2)\""))
      #expect(text.contains("/\(product.2)\", branch: \"main\")"))
    }
  }
}
