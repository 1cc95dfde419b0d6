import KakapoProvision
import Testing

extension ASPNETTests {
  /// Text that goes to the server in a parameter and comes back in its answer.
  struct TextTests {
    /// Sends a text as a queue's ID, which the portal repeats in its refusal.
    private static func echo(of text: String, _ client: ProvisionClient) async throws -> String? {
      // An identifier may not begin or end with white space.
      let response = try await client.response(
        to: AddMediaStream(
          serverHostName: TestedPortal.serverHostName, resellerId: "r", queueId: "[\(text)]",
          mediaStreamType: .webChat))
      return response.errorMessage
    }

    private static func strayed(
      _ texts: [String], on stack: TestedPortal.Stack
    ) async throws -> [(sent: String, received: String?)] {
      try await TestedPortal.with(stack) { portal in
        let client = try portal.client()
        try await client.addReseller(serverHostName: TestedPortal.serverHostName, resellerId: "r")
        var strayed: [(sent: String, received: String?)] = []
        for text in texts {
          let received = try await echo(of: text, client)
          let expected = "Queue [\(lineEndsAsRead(text))] does not exist in reseller r"
          // Byte by byte: Swift calls two strings equal that only look alike.
          if received.map({ Array($0.utf8) }) != Array(expected.utf8) { strayed.append((text, received)) }
        }
        return strayed
      }
    }

    /// ASP.NET writes a carriage return bare, and a reader of XML makes a line feed of it.
    ///
    /// That it arrives at the server as it was is what the passwords in ``LoginTests`` show.
    private static func lineEndsAsRead(_ text: String) -> String {
      var read = String.UnicodeScalarView()
      for (index, scalar) in zip(text.unicodeScalars.indices, text.unicodeScalars) {
        let next = text.unicodeScalars.index(after: index)
        let isPair =
          scalar == "\r" && next < text.unicodeScalars.endIndex && text.unicodeScalars[next] == "\n"
        if !isPair { read.append(scalar == "\r" ? "\n" : scalar) }
      }
      return String(read)
    }

    /// Every character that XML 1.0 can carry, up to the last plane's end in samples.
    private static let everyCharacter: [String] = {
      let legal: [ClosedRange<UInt32>] = [
        0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFF, 0x1F000...0x1FFFF, 0x10F000...0x10FFFF,
      ]
      let scalars =
        [0x9, 0xA, 0xD].compactMap(Unicode.Scalar.init) + legal.joined().compactMap(Unicode.Scalar.init)
      return stride(from: 0, to: scalars.count, by: 4096).map { start in
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<min(start + 4096, scalars.count)])
        return String(text)
      }
    }()

    @Test(arguments: TestedPortal.Stack.allCases)
    func everyCharacterComesBack(stack: TestedPortal.Stack) async throws {
      let strayed = try await Self.strayed(Self.everyCharacter, on: stack)
      #expect(strayed.map { $0.sent.unicodeScalars.first?.value } == [])
    }

    @Test(arguments: TestedPortal.Stack.allCases)
    func markupAndWhiteSpaceComeBack(stack: TestedPortal.Stack) async throws {
      let texts = [
        "<", ">", "&", "\"", "'", "&amp;", "&#38;", "&lt;b&gt;", "]]>", "<![CDATA[x]]>", "<!-- -->", "<?x?>",
        "\r", "\n", "\r\n", "\n\r", "\t", "  ", " a  b ", "\u{85}", "\u{2028}", "\u{A0}", "\u{FEFF}",
        "\u{200B}",
        "e\u{301}", "é", "\u{202E}abc", "👩‍👩‍👧", "%41", "+", "\\u0041", "",
      ]
      let strayed = try await Self.strayed(texts, on: stack)
      #expect(strayed.map(\.sent) == [])
    }
  }
}
