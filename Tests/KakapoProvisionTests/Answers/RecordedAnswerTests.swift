import Foundation
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing

/// Answers that other services gave, as if the portal had: none of them is a success.
@Suite(.enabled(if: Fixtures.hasCorpus, "the recorded answers beside the repository are missing"))
struct RecordedAnswerTests {
  private func error(
    for body: [UInt8], status: Int, type: String = "text/xml; charset=utf-8"
  ) async throws -> ProvisionError {
    let response = TransportResponse(
      head: HTTPResponse(status: .init(code: status), headerFields: [.contentType: type]), body: body)
    let portal = try ProvisionClient(StubTransport(response))
    return try await provisionError {
      try await portal.addUserLicense(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
        license: .unityDesktop(.pro))
    }
  }

  @Test func noRecordedAnswerIsTakenForASuccess() async throws {
    let files = try Fixtures.corpusFiles(in: "responses")
    #expect(files.count > 200)
    for file in files {
      let body = try Array(Data(contentsOf: file))
      for status in [200, 500] {
        let error = try await error(for: body, status: status)
        let codes: [ProvisionError.Code] = [.fault, .unexpectedResponse, .malformedResponse, .loginFailed]
        #expect(codes.contains(error.code), "\(file.lastPathComponent): \(error)")
        #expect([.refused, .mayHaveApplied].contains(error.delivery), "\(file.lastPathComponent)")
        #expect(error.code != .fault || error.fault != nil)
      }
    }
  }

  @Test func everyRecordedFaultIsOne() async throws {
    let files = try Fixtures.corpusFiles(in: "responses").filter { file in
      let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
      return text.contains(/<([A-Za-z0-9-]+:)?Fault[ >]/)
    }
    #expect(files.count > 10)
    for file in files {
      let error = try await error(for: Array(Data(contentsOf: file)), status: 500)
      #expect([.fault, .loginFailed, .malformedResponse].contains(error.code), "\(file.lastPathComponent)")
      if let fault = error.fault { #expect(!error.description.isEmpty && fault.fault.code.count < 200) }
    }
  }

  struct Known: Sendable, CustomTestStringConvertible {
    let name: String
    let code: ProvisionError.Code
    let kind: ProvisionError.FaultKind
    let delivery: Delivery

    var testDescription: String { name }
  }

  @Test(arguments: [
    Known(name: "client_action_required", code: .fault, kind: .actionNotRecognized, delivery: .refused),
    Known(name: "client_allxsd", code: .fault, kind: .requestUnreadable, delivery: .refused),
    Known(name: "client_int_parse_1_312", code: .fault, kind: .requestUnreadable, delivery: .refused),
    Known(
      name: "client_request_element_trace_HTTP200", code: .fault, kind: .actionNotRecognized,
      delivery: .refused),
    Known(name: "server_bad_credentials", code: .loginFailed, kind: .serverException, delivery: .refused),
  ])
  func theFaultsOfASPNetAreToldApart(_ known: Known) async throws {
    let file = Fixtures.corpus.appending(path: "responses/asmxfault_\(known.name).xml")
    let error = try await error(for: Array(Data(contentsOf: file)), status: 500)
    #expect(error.code == known.code)
    #expect(error.fault?.kind == known.kind)
    #expect(error.delivery == known.delivery)
  }

  @Test func aPageAboutTheAccessListIsAccessRefused() async throws {
    for file in try Fixtures.corpusFiles(in: "html") {
      let error = try await error(for: Array(Data(contentsOf: file)), status: 403, type: "text/html")
      #expect(error.code == .accessRefused)
      #expect(error.advice.contains("access control list"))
    }
  }

  /// The same answers to a call of the method that they were given to.
  @Test func anAnswerWithoutSuccessIsNotGuessed() async throws {
    var count = 0
    for file in try Fixtures.corpusFiles(in: "responses") where file.lastPathComponent.hasPrefix("afip_asmx_")
    {
      let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
      guard let method = text.firstMatch(of: /<([A-Za-z_]+)Response[ >]/)?.1 else { continue }
      count += 1
      let portal = try ProvisionClient(StubTransport(.xml(text)))
      let error = try await provisionError { try await portal.call(String(method), checkedAgainst: nil) }
      #expect(error.code == .unexpectedResponse)
      #expect(error.reason.contains("success is missing"), "\(file.lastPathComponent): \(error.reason)")
    }
    #expect(count > 20)
  }
}
