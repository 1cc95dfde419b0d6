import CURLTransport
import Foundation
import HTTPTransport
import TestServers
import Testing

/// A randomly damaged answer ends only the call; the process and the transport keep working.
@Suite(.timeLimit(.minutes(10))) struct TransportRandomAnswerTests {
  private static let answers = [
    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 10\r\n\r\n<Envelope>",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<Env\r\n6\r\nelope>\r\n0\r\nX-Trailer: 1\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.0 500 No\r\n\r\n<Fault>",
    "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nPRI * HTTP/2.0\r\n",
    "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nContent-Encoding: gzip\r\n\r\n",
  ]
  private static let pieces = [
    "\r\n", "\r\n\r\n", "\n", "0\r\n\r\n", "HTTP/1.1 ", "099", "000", "100", "204", "304", "999", "-1", ":",
    " ",
    "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "\0",
    "ffffffffffffffff",
  ]

  // URLSession is left out because it ends the process (swift-corelibs-foundation #5285).
  @Test func damagedAnswersEndTheCallOnly() async throws {
    var random = Dice(seed: 1)
    let count = ProcessInfo.processInfo.environment["KAKAPO_RANDOM_ANSWERS"].flatMap { Int($0) } ?? 500
    let transport = try CURLTransport()
    for _ in 0..<count {
      let answer = Self.damaged(&random)
      let cut = Int.random(in: 0...answer.count, using: &random)
      let isReset = Int.random(in: 0..<4, using: &random) == 0
      let server = try LoopbackServer { connection in
        repeat {
          guard connection.readRequest() != nil else { return }
          connection.write(Array(answer[..<cut]))
          connection.write(Array(answer[cut...]))
        } while !connection.isQuiet(forMilliseconds: 5)
        if isReset { connection.reset() }
      }
      defer { server.stop() }
      for _ in 0..<2 {
        do {
          _ = try await transport.send(.post(to: server.authority, timeout: .seconds(60)))
        } catch let error as TransportError {
          // A request on a connection that had already ended was not sent.
          #expect([.connectionLost, .responseTooLarge].contains(error.code), "\(error)")
        }
      }
    }
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    #expect(try await transport.send(.post(to: server.authority)).text == "ok")
  }

  private static func damaged(_ random: inout Dice) -> [UInt8] {
    var bytes = random.element(of: answers)
    for _ in 0...Int.random(in: 0..<4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0..<8, using: &random)))
      case 2: bytes.insert(contentsOf: random.element(of: pieces), at: place)
      case 3: bytes.removeLast(bytes.count - place)
      default: bytes += random.element(of: answers)
      }
    }
    return bytes
  }
}

extension Dice {
  fileprivate mutating func element(of texts: [String]) -> [UInt8] {
    Array(texts[Int.random(in: texts.indices, using: &self)].utf8)
  }
}
