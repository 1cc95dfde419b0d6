import Foundation
import Support
import WSDL

/// The documents of a WSDL in one file.
///
/// The first line says whose they are. Each document follows behind its own line, unchanged. A login is sent under the
/// names of the contract, so the contract of one service must not be used for another.
struct KeptContract {
  private static let opening = "kakapo-contract 2 "

  /// The maximum size of a file: all documents that are read, and their lines.
  static let limit = WSDLLimits().totalBytes * 2

  let endpoint: String
  /// The documents; the first one imports the others.
  let documents: [WSDLSource]

  init(endpoint: String, documents: [WSDLSource]) {
    self.endpoint = endpoint
    self.documents = documents
  }

  /// Reads a file; `nil` for one that isn't a kept contract, or is damaged.
  init?(decoding data: Data) {
    var rest = Array(data)[...]
    guard let words = KeptContract.line(&rest, KeptContract.opening, words: 2),
      words[0] == Checksum.text(of: Data("\(words[1])\n".utf8) + rest)
    else { return nil }
    endpoint = words[1]
    var documents: [WSDLSource] = []
    while !rest.isEmpty {
      guard let words = KeptContract.line(&rest, "", words: 3), let count = Int(words[0]),
        (0...rest.count).contains(count)
      else { return nil }
      documents.append(
        WSDLSource(Array(rest.prefix(count)), location: words[2], charset: words[1] == "-" ? nil : words[1]))
      rest = rest.dropFirst(count)
    }
    self.documents = documents
  }

  func encoded() -> Data {
    var content = Data("\(endpoint)\n".utf8)
    for document in documents {
      content += Data("\(document.bytes.count) \(document.charset ?? "-") \(document.location ?? "-")\n".utf8)
      content += document.bytes
    }
    return Data("\(KeptContract.opening)\(Checksum.text(of: content)) ".utf8) + content
  }

  /// Removes a line and returns its words; the last word may contain blanks.
  private static func line(_ rest: inout ArraySlice<UInt8>, _ opening: String, words count: Int) -> [String]?
  {
    guard let end = rest.firstIndex(of: 0x0A) else { return nil }
    let line = String(decoding: rest[..<end], as: UTF8.self)
    guard line.hasPrefix(opening) else { return nil }
    rest = rest[(end + 1)...]
    let words = line.dropFirst(opening.count).split(separator: " ", maxSplits: count - 1).map(String.init)
    return words.count == count ? words : nil
  }
}
