import Foundation
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import TestTraces
import Testing

struct ReplayingTransportTests {
  private func inFolder(_ files: [String: String], _ body: (URL) async throws -> Void) async throws {
    let folder = try TestTraces.makeFolder("replay")
    defer { TestTraces.remove(folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try await body(folder)
  }

  private func portal(_ transport: any Transport) throws -> ProvisionClient {
    try ProvisionClient(
      credentials: Credentials(userName: "joe", password: "hunter2"), transport: transport,
      latch: MemoryLoginLatch())
  }

  private func answer(_ id: String) -> String {
    let body = TransportResponse.success(of: "AddReseller", details: "<id>\(id)</id>").body
    return "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n" + String(decoding: body, as: UTF8.self)
  }

  @Test func filesWrittenByHandAreAnsweredInOrder() async throws {
    try await inFolder([
      "0002-AddReseller.response.http": answer("second"), "0001-AddReseller.response.http": answer("first"),
      "README.md": "not an answer",
    ]) { folder in
      let replayer = try ReplayingTransport(readingFrom: folder)
      let portal = try portal(replayer)
      for id in ["first", "second"] {
        let response = try await portal.addReseller(serverHostName: "sp", resellerId: "anything")
        #expect(response.details.first?.text == id)
      }
      let error = await #expect(throws: ProvisionError.self) {
        try await portal.addReseller(serverHostName: "sp", resellerId: "anything")
      }
      #expect(error?.delivery == .notSent)
      #expect(error?.reason == "no recorded exchange of AddReseller is left")
    }
  }

  @Test func anotherRequestThanTheRecordedOneIsRefused() async throws {
    try await inFolder([:]) { folder in
      let recorder = try RecordingTransport(StubTransport { .success(of: $0.method) }, writingTo: folder)
      try await portal(recorder).addReseller(
        serverHostName: "sp", resellerId: "Acme", resellerName: "Acme Ltd")
      for (id, name) in [("Other", "Acme Ltd"), ("Acme", "Acme"), ("Acme", nil)] as [(String, String?)] {
        let replayer = try ReplayingTransport(readingFrom: folder)
        let error = await #expect(throws: ProvisionError.self) {
          try await portal(replayer).addReseller(serverHostName: "sp", resellerId: id, resellerName: name)
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.delivery == .notSent)
        #expect(error?.reason == "this call of AddReseller differs from the recorded one")
      }
      let other = try ReplayingTransport(readingFrom: folder)
      let error = await #expect(throws: ProvisionError.self) {
        try await portal(other).deleteReseller(serverHostName: "sp", resellerId: "Acme")
      }
      #expect(error?.reason == "no recorded exchange of DeleteReseller is left")
      #expect(other.remaining == 1)
    }
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\n", "hello\n\n", "HTTP/1.1 abc\n\n", "HTTP/1.1 42 X\n\n",
    "HTTP/1.1 20000 X\n\n", "HTTP/1.1 200 OK\nno colon\n\n", "HTTP/1.1 200 OK\nbad name: x\n\n",
    "GET / HTTP/1.1\n\n", "\n\n",
  ])
  func aFileThatIsNotAnAnswerIsRefused(_ text: String) async throws {
    try await inFolder(["0001-AddReseller.response.http": text]) { folder in
      #expect(throws: (any Error).self) { try ReplayingTransport(readingFrom: folder) }
      #expect(throws: (any Error).self) {
        try ReplayingTransport.response(fromFile: folder.appending(path: "0001-AddReseller.response.http"))
      }
    }
  }

  @Test func aMissingFolderIsAnError() {
    #expect(throws: (any Error).self) {
      try ReplayingTransport(readingFrom: URL(filePath: "/nowhere/\(UUID().uuidString)"))
    }
  }

  @Test func anAnswerIsReadToTheByte() async throws {
    try await inFolder(["x.http": "HTTP/1.1 503 Down\r\nRetry-After:  5 \r\nX: a:b\r\n\r\n\r\nbody\r\n"]) {
      folder in
      let response = try ReplayingTransport.response(fromFile: folder.appending(path: "x.http"))
      #expect(response.head.status.code == 503)
      #expect(response.head.headerFields[.retryAfter] == "5")
      #expect(try response.head.headerFields[#require(HTTPField.Name("X"))] == "a:b")
      #expect(response.body == Array("\r\nbody\r\n".utf8))
    }
  }
}
