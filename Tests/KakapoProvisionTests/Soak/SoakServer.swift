import Foundation
import HTTPTransport
import KakapoProvisionTesting
import Support
import TestServers

/// A portal that drops, delays and lies at random, and remembers the licences it assigned.
final class SoakServer: Sendable {
  /// The portal's reaction to a request.
  enum Whim: CaseIterable {
    /// Carries the request out and says so, as in most cases.
    case answer
    case answerLate
    case refuse
    case fault
    case page503
    case page404
    case redirect
    case challenge
    case nonsense
    case otherMethod
    /// Carries the request out and closes, resets or falls silent.
    case close
    case reset
    case closeInBody
    case silence
  }

  private struct State {
    var dice: Dice
    /// How often each licence was assigned.
    var assigned: [String: Int] = [:]
    /// The locked accounts.
    var locked: Set<String> = []
    /// How many requests came with each login for users marked as latched.
    var requests: [String: Int] = [:]
  }

  private let state: Locked<State>
  private let success = [UInt8](TransportResponse.success(of: "AddUserLicense").body)
  private let failedLogin = [UInt8](TransportResponse.failedLogin(of: "AddUserLicense").body)

  init(seed: UInt64) { state = Locked(State(dice: Dice(seed: seed))) }

  /// How often a licence of a user was assigned; the count is forgotten after the first read.
  func takeAssignments(of user: String) -> Int {
    state.withLock { $0.assigned.removeValue(forKey: user) ?? 0 }
  }

  func requestCount(of account: String) -> Int { state.withLock { $0.requests[account] ?? 0 } }

  func lock(_ account: String) { state.withLock { _ = $0.locked.insert(account) } }

  func serve(_ connection: ServerConnection) {
    while let request = connection.readRequest() {
      let body = String(decoding: request.body, as: UTF8.self)
      guard
        respond(
          account: Self.text(of: "loginUserName", in: body),
          user: Self.text(of: "broadworksUserId", in: body), on: connection)
      else { return }
    }
  }

  /// - Returns: Whether the connection stays open.
  private func respond(account: String, user: String, on connection: ServerConnection) -> Bool {
    let whim = state.withLock { state -> Whim? in
      if user.hasPrefix("latched") { state.requests[account, default: 0] += 1 }
      guard !state.locked.contains(account) else { return nil }
      let isGood = Int.random(in: 0..<100, using: &state.dice) < 80
      let whim = isGood ? Whim.answer : Whim.allCases.randomElement(using: &state.dice) ?? .answer
      switch whim {
      case .answer, .answerLate, .page503, .nonsense, .otherMethod, .close, .reset, .closeInBody, .silence:
        state.assigned[user, default: 0] += 1
      case .refuse, .fault, .page404, .redirect, .challenge: break
      }
      return whim
    }
    switch whim {
    case nil: write(failedLogin, to: connection)
    case .answer: write(success, to: connection)
    case .answerLate:
      guard connection.isQuiet(forMilliseconds: 20) else { return false }
      write(success, to: connection)
    case .refuse:
      write(TransportResponse.rejection(of: "AddUserLicense", message: "No.").body, to: connection)
    case .fault:
      write(
        TransportResponse.fault(
          "soap:Client", message: "Server did not recognize the value of HTTP Header SOAPAction: x."
        )
        .body, status: "500 Internal Server Error", to: connection)
    case .page503: write(Array("<html>later</html>".utf8), status: "503 Service Unavailable", to: connection)
    case .page404: write(Array("<html>not here</html>".utf8), status: "404 Not Found", to: connection)
    case .redirect:
      connection.respond("302 Found", headers: ["Location: http://127.0.0.1:9/"])
    case .challenge:
      connection.respond("401 Unauthorized", headers: ["WWW-Authenticate: Basic realm=\"portal\""])
    case .nonsense: write(Array("<a><b></a>".utf8), to: connection)
    case .otherMethod: write(TransportResponse.success(of: "DeleteUser").body, to: connection)
    case .close: return false
    case .reset:
      connection.reset()
      return false
    case .closeInBody:
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<soap:Envelope")
      return false
    case .silence:
      connection.waitForEnd()
      return false
    }
    return true
  }

  private func write(_ body: [UInt8], status: String = "200 OK", to connection: ServerConnection) {
    let head =
      "HTTP/1.1 \(status)\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: \(body.count)\r\n\r\n"
    connection.write(Array(head.utf8) + body)
  }

  private static func text(of element: String, in body: String) -> String {
    body.firstRange(of: "<\(element)>").flatMap { start in
      body[start.upperBound...].firstIndex(of: "<").map { String(body[start.upperBound..<$0]) }
    } ?? ""
  }
}
