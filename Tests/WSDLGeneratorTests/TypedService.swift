import Foundation
import HTTPTransport
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting

/// A service whose contract is `Typed.wsdl` or differs from it; a stub answers its calls.
struct TypedService: Transport {
  private let calls: StubTransport
  private let wsdl: String

  init(_ calls: StubTransport, replacing changes: [(String, String)] = []) throws {
    self.calls = calls
    let file = Repository.root.appending(path: "Fixtures/WSDL/Typed.wsdl")
    wsdl = try changes.reduce(String(contentsOf: file, encoding: .utf8)) { text, change in
      text.replacing(change.0, with: change.1)
    }
  }

  func send(_ request: TransportRequest) async throws -> TransportResponse {
    request.head.method == .get ? .xml(wsdl) : try await calls.send(request)
  }
}

extension StubTransport {
  /// Answers every call with an element and its content.
  static func answering(_ element: String, _ content: String) -> StubTransport {
    StubTransport { _ in
      .xml(
        """
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\
        <\(element) xmlns="http://typed.example">\(content)</\(element)></soap:Body></soap:Envelope>
        """)
    }
  }

  /// The body of the only call, without the declaration and the envelope.
  var onlyCall: String? {
    guard requests.count == 1 else { return nil }
    return String(decoding: requests[0].body, as: UTF8.self)
      .replacing(/^.*<soap:Body>/, with: "").replacing(/<\/soap:Body>.*$/, with: "")
  }
}

extension ProvisionClient.Configuration {
  /// For calls that may take long while the other tests keep all threads busy.
  static var patient: Self {
    var result = Self()
    result.timeout = .seconds(600)
    return result
  }
}
