import Foundation
import KakapoProvision
import Testing

@testable import KakapoSimulator

@Suite("Integer parameters")
struct IntegerParameterTests {
  private static func parameters(_ quantity: String) -> [(String, String)] {
    [
      ("serverHostName", Caller.host), ("resellerId", "ent1"), ("applicationName", "UnityDesktop"),
      ("licenseType", "Pro"), ("quantity", quantity),
    ]
  }

  private static func withReseller(_ body: @escaping @Sendable (Caller) async throws -> Void) async throws {
    try await Caller.run { caller in
      try await caller.call("AddReseller", [("serverHostName", Caller.host), ("resellerId", "ent1")])
      try await body(caller)
    }
  }

  @Test("white space and a sign are accepted", arguments: ["7", " 7 ", "\n+7\t", "007"])
  func reads(text: String) async throws {
    try await Self.withReseller { caller in
      let answer = try await caller.call("AddResellerLicenseSubPurchase", Self.parameters(text))
      #expect(answer.success)
      let pool = caller.portal.snapshot.systemProviders.first?.resellers.first?.pool
      #expect(pool?[.unityDesktop(.pro)]?.bought == 7)
    }
  }

  @Test("a missing one is zero, which is refused")
  func missing() async throws {
    try await Self.withReseller { caller in
      let answer = try await caller.call("AddResellerLicenseSubPurchase", Self.parameters("1").dropLast())
      #expect(answer.errorMessage == "quantity must be at least 1, not 0")
    }
  }

  @Test(
    "one that doesn't parse is a fault with .NET's line and column",
    arguments: [
      ("seven", "Input string was not in a correct format."),
      ("", "Input string was not in a correct format."),
      ("1.0", "Input string was not in a correct format."),
      ("٧", "Input string was not in a correct format."),
      ("99999999999", "Value was either too large or too small for an Int32."),
    ])
  func fault(text: String, message: String) async throws {
    try await Self.withReseller { caller in
      let method = "AddResellerLicenseSubPurchase"
      let envelope = Caller.envelope(method, Caller.login + Self.parameters(text))
      let response = try await caller.post(envelope, action: Caller.action(method))
      #expect(response.status == 500)
      let fault = try FaultAnswer(response)
      #expect(fault.code == "soap:Client")
      // The reader is after the element, at the name in the wrapper's end tag.
      let column = try #require(envelope.range(of: "</\(method)>")).lowerBound.utf16Offset(in: envelope) + 3
      #expect(
        fault.text == """
          Server was unable to read request. ---> There is an error in XML document (1, \(column)). \
          ---> \(message)
          """)
      #expect(caller.portal.loginHistory.count == 1)
    }
  }

  @Test("the line is counted too, and the reader is at the white space after the element")
  func line() async throws {
    try await Self.withReseller { caller in
      let method = "AddResellerLicenseSubPurchase"
      let envelope = Caller.envelope(method, Caller.login + Self.parameters("x"))
        .replacing("<", with: "\n<").dropFirst()
      let response = try await caller.post(String(envelope), action: Caller.action(method))
      // Declaration, Envelope, Body, wrapper; seven parameters of two lines each, the last line being </quantity> with
      // 11 characters.
      #expect(try FaultAnswer(response).text.contains("(18, 12)"))
    }
  }

  @Test("reads numbers as XmlConvert.ToInt32 does")
  func numbers() throws {
    #expect(try DotNetInteger.parse("-2147483648") == .min)
    #expect(try DotNetInteger.parse("2147483647") == .max)
    #expect(throws: DotNetInteger.Problem.outOfRange) { try DotNetInteger.parse("2147483648") }
    for text in ["", " ", "+", "-", "1 2", "0x10", "1,000", "\u{A0}1"] {
      #expect(throws: DotNetInteger.Problem.malformed, "\(text)") { try DotNetInteger.parse(text) }
    }
  }
}
