import Foundation
import HTTPTransport
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Support
import TestTraces
import Testing
import WSDL

/// A contract in several documents, as WCF and gateways serve it.
@Suite(.timeLimit(.minutes(10)))
struct ContractDocumentsTests {
  private static let endpoint = "https://portal.example.com/Kakapo/P.svc"

  /// The built-in contract with its schema in a separate document.
  private static func split(importing location: String) -> (wsdl: String, schema: String) {
    let whole = String(decoding: TransportResponse.contract().body, as: UTF8.self)
    guard let start = whole.firstRange(of: "<s:schema"), let end = whole.firstRange(of: "</s:schema>") else {
      return (whole, "")
    }
    let declarations = "xmlns:s=\"http://www.w3.org/2001/XMLSchema\" xmlns:tns=\"http://kakaposystems.com/\""
    let schema = String(whole[start.lowerBound..<end.upperBound])
      .replacing("<s:schema ", with: "<s:schema \(declarations) ")
    let reference = """
      <s:schema><s:import namespace="http://kakaposystems.com/" schemaLocation="\(location)"/></s:schema>
      """
    return (String(whole[..<start.lowerBound] + reference + whole[end.upperBound...]), schema)
  }

  private static func client(_ transport: any Transport, check: ContractCheck = .live) throws
    -> ProvisionClient
  {
    var configuration = ProvisionClient.Configuration(endpoint: endpoint)
    configuration.contractCheck = check
    return try ProvisionClient(
      credentials: Credentials(userName: "interface", password: "hunter2 & hunter2"),
      configuration: configuration,
      transport: transport, latch: MemoryLoginLatch())
  }

  private static func add(_ portal: ProvisionClient) async throws {
    try await portal.addReseller(serverHostName: "sp", resellerId: "Acme")
  }

  @Test(
    "Only the service's own server is asked, whatever address the service gives for itself",
    arguments: [
      ("?xsd=xsd0", "/Kakapo/P.svc?xsd=xsd0"), ("schemas/types.xsd", "/Kakapo/schemas/types.xsd"),
      ("/types.xsd?a=1&amp;b=2", "/types.xsd?a=1&b=2"),
      ("https://portal.example.com/other/types.xsd", "/other/types.xsd"),
      ("https://PORTAL.example.com:443/types.xsd", "/types.xsd"),
      ("http://portal.example.com:8080/other/types.xsd", "/other/types.xsd"),
      ("http://node7:8080/Kakapo/P.svc?xsd=xsd0", "/Kakapo/P.svc?xsd=xsd0"),
      ("http://10.0.0.7/kakapo/types.xsd", "/kakapo/types.xsd"),
    ])
  func imports(location: String, asked path: String) async throws {
    let (wsdl, schema) = Self.split(importing: location)
    let service = Service(["/Kakapo/P.svc?WSDL": wsdl, path: schema])
    try await Self.add(Self.client(service))
    #expect(service.asked == ["/Kakapo/P.svc?WSDL", path])
    #expect(service.calls == 1)
  }

  @Test(
    "A document that can't be read whole stops the call, with its name and the reason",
    arguments: [
      ("?xsd=gone", "https://portal.example.com/Kakapo/P.svc?xsd=gone", "the server answered with HTTP 404."),
      ("?xsd=page", "https://portal.example.com/Kakapo/P.svc?xsd=page", "it is a web page."),
      ("?xsd=same", "https://portal.example.com/Kakapo/P.svc?xsd=same", "it is the same as"),
      (
        "?xsd=other", "https://portal.example.com/Kakapo/P.svc?xsd=other",
        "it does not describe the namespace"
      ),
      ("http://evil.example.com/types.xsd", "http://evil.example.com/types.xsd", "it is on another server"),
      (
        "https://portal.example.com.evil.example.com/t.xsd", "evil.example.com/t.xsd",
        "it is on another server"
      ),
      ("http://me:pw@portal.example.com/Kakapo/t.xsd", "t.xsd", "it is on another server"),
      ("file:///etc/passwd", "file:///etc/passwd", "it is on another server"),
    ])
  func refusals(location: String, document: String, reason: String) async throws {
    let wsdl = Self.split(importing: location).wsdl
    let service = Service([
      "/Kakapo/P.svc?WSDL": wsdl, "/Kakapo/P.svc?xsd=page": "<html><body>Log in</body></html>",
      "/Kakapo/P.svc?xsd=same": wsdl,
      "/Kakapo/P.svc?xsd=other": "<schema xmlns='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:x'/>",
    ])
    let error = await #expect(throws: ProvisionError.self) { try await Self.add(Self.client(service)) }
    #expect(error?.code == .contractUnavailable && error?.delivery == .notSent)
    let text = error?.description ?? ""
    #expect(text.contains(document) && text.contains(reason) && text.contains(".file("), "\(text)")
    #expect(text.contains("which https://portal.example.com/Kakapo/P.svc?WSDL imports"), "\(text)")
    // The reason, that nothing was sent, and the advice.
    #expect(text.split(separator: ". ").count <= 4, "\(text)")
    #expect(service.calls == 0)
  }

  @Test
  func whatSeveralDocumentsImportIsAskedForOnce() async throws {
    let (wsdl, schema) = Self.split(importing: "?xsd=a")
    let link = """
      <s:schema xmlns:s="http://www.w3.org/2001/XMLSchema" targetNamespace="http://kakaposystems.com/">
      <s:include schemaLocation="NEXT"/><s:include schemaLocation="http://node7/Kakapo/P.svc?xsd=types"/></s:schema>
      """
    let service = Service([
      "/Kakapo/P.svc?WSDL": wsdl, "/Kakapo/P.svc?xsd=types": schema,
      "/Kakapo/P.svc?xsd=a": link.replacing("NEXT", with: "?xsd=b"),
      "/Kakapo/P.svc?xsd=b": link.replacing("NEXT", with: "?xsd=a"),
    ])
    try await Self.add(Self.client(service))
    #expect(service.asked.sorted() == Set(service.asked).sorted() && service.asked.count == 4)
  }

  @Test("Documents are limited in number, bytes and time")
  func limits() async throws {
    let limits = WSDLLimits()
    let endless = Service { path in
      let next = (path.split(separator: "=").last.flatMap { Int($0) } ?? 0) + 1
      return """
        <definitions xmlns='http://schemas.xmlsoap.org/wsdl/'><import location='?wsdl=\(next)'/></definitions>
        """
    }
    let many = await #expect(throws: ProvisionError.self) { try await Self.add(Self.client(endless)) }
    #expect(many?.code == .contractUnavailable)
    #expect(many?.description.contains("more than \(limits.imports) documents") == true)
    #expect(endless.asked.count == limits.imports + 1)

    var small = WSDLLimits()
    small.totalBytes = 10_000
    small.document.bytes = 4000
    let large = Service { path in
      let next = (path.split(separator: "=").last.flatMap { Int($0) } ?? 0) + 1
      return "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'><import location='?wsdl=\(next)'/>"
        + String(repeating: " ", count: 3000) + "</definitions>"
    }
    let root = WSDLSource(Array((large.document("?WSDL") ?? "").utf8), location: Self.endpoint + "?WSDL")
    let fetch = ContractFetch(via: large, until: .now + .seconds(60))
    let heavy = await #expect(throws: ContractDocumentsError.self) {
      try await ContractDocuments([root], fetchingOthersWith: fetch, limits: small)
    }
    #expect(heavy?.description.contains("all documents together have more than 10000 bytes") == true)
    #expect(large.asked.count == 3 && large.mostBytes.allSatisfy { $0 <= 4000 })

    let late = await #expect(throws: ContractDocumentsError.self) {
      try await ContractDocuments([root], fetchingOthersWith: ContractFetch(via: large, until: .now))
    }
    #expect(late?.description.contains("the time for all documents together is over") == true)
    #expect(late?.cause is TransportError && large.asked.count == 3)
  }

  @Test
  func timeoutsOfAllDocumentsTogetherAreThatOfACall() async throws {
    let (wsdl, schema) = Self.split(importing: "?xsd=xsd0")
    let service = Service(["/Kakapo/P.svc?WSDL": wsdl, "/Kakapo/P.svc?xsd=xsd0": schema])
    try await Self.add(Self.client(service))
    #expect(service.timeouts.count == 2 && service.timeouts.allSatisfy { $0 <= .seconds(60) })
    #expect(service.timeouts[1] < service.timeouts[0])
  }

  @Test("A kept contract is kept whole, and read without a request")
  func kept() async throws {
    let file = TestTraces.path("kept-split.wsdl")
    defer { TestTraces.remove(file) }
    let check = ContractCheck.live(keptIn: file.path(percentEncoded: false))
    let (wsdl, schema) = Self.split(importing: "http://node7/Kakapo/P.svc?xsd=xsd0")
    let service = Service(["/Kakapo/P.svc?WSDL": wsdl, "/Kakapo/P.svc?xsd=xsd0": schema])
    for _ in 0..<3 { try await Self.add(Self.client(service, check: check)) }
    #expect(service.asked.count == 2 && service.calls == 3)
    // Half of the contract doesn't count.
    let kept = try String(contentsOf: file, encoding: .utf8)
    let half = try #require(kept.range(of: "\(schema.utf8.count) "))
    try Data(kept[..<half.lowerBound].utf8).write(to: file)
    try await Self.add(Self.client(service, check: check))
    #expect(service.asked.count == 4)
  }

  @Test("A file is read with the files it imports, and refused without them")
  func files() async throws {
    let folder = try TestTraces.makeFolder("split contract")
    defer { TestTraces.remove(folder) }
    let (wsdl, schema) = Self.split(importing: "types/all.xsd")
    let file = folder.appending(path: "service.wsdl")
    try Data(wsdl.utf8).write(to: file)
    let service = Service([:])
    let check = ContractCheck.file(file.path(percentEncoded: false))
    let error = await #expect(throws: ProvisionError.self) {
      try await Self.add(Self.client(service, check: check))
    }
    #expect(error?.code == .contractUnavailable)
    #expect(error?.description.contains("types/all.xsd, which") == true)
    #expect(error?.description.contains("NSCocoaErrorDomain") == false)
    #expect(service.calls == 0)
    let types = folder.appending(path: "types")
    try FileManager.default.createDirectory(at: types, withIntermediateDirectories: true)
    try Data(schema.utf8).write(to: types.appending(path: "all.xsd"))
    try await Self.add(Self.client(service, check: check))
    #expect(service.calls == 1 && service.asked == [])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/zero")))
  func aFileWithoutAnEndIsRefusedByItsLimit() async throws {
    let service = Service([:])
    let error = await #expect(throws: ProvisionError.self) {
      try await Self.add(Self.client(service, check: .file("/dev/zero")))
    }
    #expect(error?.code == .contractUnavailable && service.calls == 0)
    #expect(error?.description.contains("more than \(WSDLLimits().document.bytes) bytes") == true)
  }

  @Test("The documents keep their meaning when written as files, whatever their names and encodings")
  func writtenAsFiles() async throws {
    let (wsdl, schema) = Self.split(importing: "?xsd=xsd0&amp;a='b'")
    let odd = wsdl.replacing(
      "<wsdl:types>", with: "<!-- <s:import schemaLocation=\"?xsd=xsd0\"/> ü --><wsdl:types>")
    let root = WSDLSource(
      Array(try #require(odd.data(using: .isoLatin1))), location: Self.endpoint + "?WSDL",
      charset: "iso-8859-1")
    let documents = try await ContractDocuments(
      [root, WSDLSource(Array(schema.utf8), location: Self.endpoint + "?xsd=xsd0&a='b'")],
      fetchingOthersWith: nil)
    let files = try documents.files(named: "my \"service\".v3.wsdl")
    #expect(files.map(\.name) == ["my \"service\".v3.wsdl", "my \"service\".v3-1.xsd"])
    #expect(
      String(decoding: files[0].bytes, as: UTF8.self).contains("<s:import schemaLocation=\"?xsd=xsd0\"/> ü"))
    #expect(files[1].bytes == Array(schema.utf8))
    let read = try WSDLReader().read(files[0].bytes) { name in files.first { $0.name == name }?.bytes }
    #expect(Contract(read.definitions).differences(from: Contract(documents.reading.definitions)) == [])
    #expect(read.definitions.operations.count == documents.reading.definitions.operations.count)
    let single = try await ContractDocuments(
      [WSDLSource(TransportResponse.contract().body, location: Self.endpoint, charset: "utf-8")],
      fetchingOthersWith: nil
    )
    #expect(try single.files(named: "a.wsdl").map(\.bytes) == [TransportResponse.contract().body])
  }
}

/// A service that answers GETs with documents, and counts them.
private final class Service: Transport {
  let document: @Sendable (String) -> String?
  private let log = Locked<[TransportRequest]>([])

  convenience init(_ documents: [String: String]) { self.init { documents[$0] } }

  init(_ document: @escaping @Sendable (String) -> String?) { self.document = document }

  private var gets: [TransportRequest] { log.withLock { $0.filter { $0.head.method == .get } } }
  var asked: [String] { gets.map { $0.head.path ?? "" } }
  var timeouts: [Duration] { gets.map(\.timeout) }
  var mostBytes: [Int] { gets.map(\.maximumResponseBytes) }
  var calls: Int { log.withLock { $0.count { $0.head.method == .post } } }

  func send(_ request: TransportRequest) async throws -> TransportResponse {
    log.withLock { $0.append(request) }
    guard request.head.method == .get else { return .success(of: request.method) }
    #expect(request.head.scheme == "https" && request.head.authority == "portal.example.com")
    #expect(request.body.isEmpty && !request.head.headerFields.contains { $0.value.contains("hunter2") })
    guard let text = document(request.head.path ?? "") else { return .html(status: 404, "<p>Gone</p>") }
    guard text.utf8.count <= request.maximumResponseBytes else {
      throw TransportError(
        .responseTooLarge, requestMayHaveBeenSent: true,
        reason: "the answer has more than \(request.maximumResponseBytes) bytes.")
    }
    return .xml(text)
  }
}
