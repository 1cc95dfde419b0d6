/// Collects diagnostics up to a limit, each once.
struct DiagnosticLog {
  private(set) var diagnostics: [WSDLDiagnostic] = []
  private var known: Set<WSDLDiagnostic> = []
  private var leftOut = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  mutating func add(_ severity: WSDLDiagnostic.Severity, _ message: String, at place: SourcePlace?) {
    guard diagnostics.count < limit else {
      leftOut += 1
      return
    }
    let diagnostic = WSDLDiagnostic(severity: severity, message: message, place: place)
    if known.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// The diagnostics, and how many there were beyond the limit.
  var complete: [WSDLDiagnostic] {
    guard leftOut > 0 else { return diagnostics }
    return diagnostics + [
      WSDLDiagnostic(severity: .error, message: "\(leftOut) further findings are not listed.", place: nil)
    ]
  }
}
