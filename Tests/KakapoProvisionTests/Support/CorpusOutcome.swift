import Foundation
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import XMLCore

/// The outcome of one recorded answer, in the parser and in a client that gets it for a call.
///
/// It contains nothing of the file's content.
struct CorpusOutcome {
  let parser: String
  let status: Int
  let client: String

  /// The columns of the outcome's line.
  var columns: String { [parser, String(status), client].joined(separator: "\t") }
}

extension CorpusOutcome {
  /// Finds the outcome of a file.
  ///
  /// - Parameters:
  ///   - file: The file; its name may give the status and always gives the media type.
  ///   - status: The status of the answer; `nil` for the original one.
  /// - Throws: If the file can't be read.
  init(of file: URL, status: Int? = nil) async throws {
    let body = try Array(Data(contentsOf: file))
    let document = Result { try XMLReader().read(body) }
    switch document {
    case .success: parser = "read"
    case .failure(let error): parser = "refused: \((error as? XMLReadingError)?.code.rawValue ?? "\(error)")"
    }
    let content = (try? document.get())?.child("Body")?.children.first
    let status = status ?? Self.status(of: file, isFault: content?.nameEquals("Fault") == true)
    self.status = status
    let response = TransportResponse(
      head: HTTPResponse(
        status: .init(code: status), headerFields: [.contentType: Self.contentType(of: file, body)]),
      body: body)
    client = try await Self.client(response, method: Self.method(answeredBy: content?.name))
  }

  private static func client(_ response: TransportResponse, method: String) async throws -> String {
    let portal = try ProvisionClient(StubTransport(response))
    do {
      let answer = try await portal.response(toMethod: method, checkedAgainst: nil)
      return "success \(answer.success)"
    } catch {
      let kind = error.fault.map { ["\($0.kind)"] } ?? []
      let reason = error.reason.replacing(method, with: "METHOD").replacing(/"[^"]*"/, with: "…")
      return (["\(error.code)", "\(error.delivery)"] + kind + [reason]).joined(separator: "\t")
    }
  }

  /// The method that the answer belongs to, because its caller is the one the answer could deceive.
  private static func method(answeredBy name: String?) -> String {
    guard let name, name.hasSuffix("Response"), name.count > 8 else { return "AddUserLicense" }
    return String(name.dropLast(8))
  }

  /// The status in the file's name; otherwise 500 for a fault and 200 for the rest.
  private static func status(of file: URL, isFault: Bool) -> Int {
    let told = file.lastPathComponent.firstMatch(of: /(_|HTTP)(200|403|500)[_.]/).flatMap { Int($0.2) }
    return told ?? (isFault ? 500 : 200)
  }

  private static func contentType(of file: URL, _ body: [UInt8]) -> String {
    if file.pathExtension == "html" { return "text/html" }
    return body.starts(with: Array("--".utf8)) ? "multipart/related" : "text/xml; charset=utf-8"
  }
}
