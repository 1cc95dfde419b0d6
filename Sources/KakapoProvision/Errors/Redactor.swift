/// Takes the secrets of a call out of texts that come from outside.
struct Redactor: Sendable {
  private let forms: [String]

  /// Makes a redactor.
  ///
  /// - Parameter secrets: The secrets; each is looked for as it is and as XML and HTML would write it.
  init(_ secrets: [Secret]) {
    var forms: Set<String> = []
    for secret in secrets where !secret.revealed.isEmpty {
      let plain = secret.revealed
      let text = plain.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;").replacing("\r", with: "&#13;")
      forms.formUnion([
        plain, text, text.replacing("\"", with: "&quot;"),
        text.replacing("\"", with: "&#34;").replacing("'", with: "&#39;"),
      ])
    }
    // Longest first, so that no form is broken up by a shorter one.
    self.forms = forms.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
  }

  func callAsFunction(_ text: String) -> String {
    forms.reduce(text) { $0.replacing($1, with: Secret.placeholder) }
  }

  func contains(_ text: String) -> Bool { forms.contains { text.contains($0) } }
}
