import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

/// A login that looks mistyped isn't sent, because one wrong login locks the account.
@Suite(.serialized)
struct LoginOddityTests {
  private static let call = [
    "call", "GetUserLicenses", "serverHostName=sp.example.com", "broadworksUserId=jane@acme.example.com",
  ]

  private static let odd: [(text: String, words: String)] = [
    ("\"wrong5ecret\"", "has quotation marks around it"), ("'wrong5ecret'", "has quotation marks around it"),
    ("\u{201C}wrong5ecret\u{201D}", "has quotation marks around it"),
    (" wrong5ecret", "begins with white space"),
    ("wrong5ecret ", "ends with white space"), ("wrong5ecret\t", "ends with white space"),
    ("wrong\u{A0}5ecret", "has a no-break space in it"), ("wrong5ecret\r", "has a carriage return in it"),
    ("\u{FEFF}wrong5ecret", "has an invisible character in it"),
  ]

  @Test("is named and not shown, wherever it comes from", arguments: odd)
  func refused(text: String, words: String) async throws {
    try await ToolAtPortal.run { portal in
      var tool = portal.tool
      func expectRefusal(_ name: String, _ more: [String] = []) async throws {
        let output = try await tool.run(Self.call + more)
        #expect(output.status == 64, "\(output.standardError)")
        #expect(output.standardError.contains("\(name)) \(words)"), "\(output.standardError)")
        #expect(output.standardError.contains("--login-as-is"))
        #expect(!(output.standardError + output.standardOutput).contains("5ecret"))
        #expect(portal.simulator.callCount == 0)
      }
      tool.environment["KAKAPO_PASSWORD"] = text
      try await expectRefusal("The password (KAKAPO_PASSWORD")
      // A line may end with a carriage return, and a byte order mark isn't part of the text.
      if !text.unicodeScalars.contains(where: { $0 == "\r" || $0 == "\u{FEFF}" }) {
        let file = portal.folder.appending(path: "password")
        try Data((text + "\r\nnext line\n").utf8).write(to: file)
        let path = file.path(percentEncoded: false)
        try await expectRefusal("The password (\(path)", ["--password-file", path])
      }
      tool.environment["KAKAPO_PASSWORD"] = ToolAtPortal.password
      tool.environment["KAKAPO_USER"] = text
      try await expectRefusal("The user name (KAKAPO_USER")
      tool.environment["KAKAPO_USER"] = "interface"
      try await expectRefusal("The user name (--user", ["--user", text])
    }
  }

  @Test("is sent unchanged if the caller says so", arguments: ["--login-as-is", "KAKAPO_LOGIN_AS_IS"])
  func meant(way: String) async throws {
    try await ToolAtPortal.run { portal in
      portal.simulator.portal.setInterfaceUser(Credentials(userName: "interface", password: "\"quoted\""))
      var tool = portal.tool
      tool.environment["KAKAPO_PASSWORD"] = "\"quoted\""
      if way == "KAKAPO_LOGIN_AS_IS" { tool.environment[way] = "1" }
      // The portal says that the user is missing only to a caller whose login it accepted.
      let output = try await tool.run(Self.call + (way.hasPrefix("--") ? [way] : []))
      #expect(output.status == 65, "\(output.standardError)")
      #expect(output.standardError.contains("does not exist"))
    }
  }
}
