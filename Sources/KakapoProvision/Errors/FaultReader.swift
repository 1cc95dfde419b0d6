/// Classifies ASP.NET's faults by their texts, which are chains joined by `--->` or stack traces.
enum FaultReader {
  /// The number of characters of a text that are examined.
  private static let limit = 8000

  static func read(_ fault: SOAPFault) -> ProvisionError.Fault {
    let position = position(in: String(fault.message.prefix(limit)))
    return ProvisionError.Fault(
      fault: fault, kind: kind(of: fault), line: position?.line, column: position?.column)
  }

  /// A message without the lines of a stack trace, which don't help the caller.
  static func withoutTrace(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline)
      .filter { line in
        let line = line.drop { $0.isWhitespace }
        return !line.hasPrefix("at ") && !line.hasPrefix("--- End of inner exception")
      }
      .joined(separator: "\n")
  }

  private static func kind(of fault: SOAPFault) -> ProvisionError.FaultKind {
    let message = String(fault.message.prefix(limit))
    // The method ran. If its exception mentions XML or lengths, it doesn't mean the request.
    if message.contains("unable to process request") { return .serverException }
    if message.contains("Maximum request length exceeded") { return .requestTooLarge }
    // Mono doesn't fill the placeholders: "of HTTP Header {0}: {1}."
    if message.contains("did not recognize the value of HTTP Header")
      || message.contains("without a valid action parameter")
      || message.contains("did not match any operation")
      || message.contains(/request element .{1,500} was not recognized/)
    {
      return .actionNotRecognized
    }
    if fault.localCode == "VersionMismatch" || message.contains("Possible SOAP version mismatch") {
      return .versionMismatch
    }
    if message.contains("unable to read request") || message.contains("There is an error in XML document") {
      return .requestUnreadable
    }
    return fault.localCode == "Server" || fault.localCode == "Receiver" ? .serverException : .other
  }

  /// The `(line, column)` of "There is an error in XML document (1, 286).", or of "Line 1, position 286.".
  private static func position(in message: String) -> (line: Int, column: Int)? {
    if let match = message.firstMatch(of: /XML document \((\d{1,9}), (\d{1,9})\)/),
      let line = Int(match.1), let column = Int(match.2)
    {
      return (line, column)
    }
    if let match = message.firstMatch(of: /[Ll]ine (\d{1,9}), position (\d{1,9})/),
      let line = Int(match.1), let column = Int(match.2)
    {
      return (line, column)
    }
    return nil
  }
}

extension ProvisionError {
  /// A SOAP fault and what it means.
  public struct Fault: Sendable, Hashable {
    /// The fault as the server sent it, with the call's secrets taken out of its message.
    public let fault: SOAPFault
    /// What it means.
    public let kind: FaultKind
    /// The line in the request that the server names, counted from 1.
    public let line: Int?
    /// The column in the request that the server names, counted from 1.
    public let column: Int?

    func replacingFault(with fault: SOAPFault) -> Fault {
      Fault(fault: fault, kind: kind, line: line, column: column)
    }
  }

  /// The meaning of a fault.
  ///
  /// The texts are ASP.NET's. Any other text is `other`.
  public struct FaultKind: Sendable, Hashable, CustomStringConvertible {
    private let name: String

    private init(_ name: String) { self.name = name }

    /// The server doesn't know the `SOAPAction`: the method or the namespace isn't the server's.
    public static var actionNotRecognized: FaultKind { FaultKind("actionNotRecognized") }
    /// The server couldn't read a value or the envelope; ``Fault/line`` and ``Fault/column`` say where.
    public static var requestUnreadable: FaultKind { FaultKind("requestUnreadable") }
    /// The server expects another SOAP version.
    public static var versionMismatch: FaultKind { FaultKind("versionMismatch") }
    /// The request is larger than the server accepts.
    public static var requestTooLarge: FaultKind { FaultKind("requestTooLarge") }
    /// The method threw an exception: it ran, but the fault doesn't say how far.
    public static var serverException: FaultKind { FaultKind("serverException") }
    /// None of the above.
    public static var other: FaultKind { FaultKind("other") }

    /// The kind's name, as spelled here.
    public var description: String { name }
  }
}

/// Describes each kind of fault in words.
enum FaultWords {
  static func words(
    for fault: ProvisionError.Fault, parameter: String?
  ) -> (reason: String, remedies: [Remedy], delivery: Delivery) {
    switch fault.kind {
    case .actionNotRecognized:
      return (
        "the server does not know this method, or uses another namespace for it",
        .correction("Compare the method's name and the configured namespace with the service's WSDL."),
        .refused
      )
    case .requestUnreadable:
      let place = fault.line.flatMap { line in
        fault.column.map { " (line \(line), column \($0) of the request)" }
      }
      return (
        "the server could not read "
          + (parameter.map { "the value of \($0)" } ?? "the request") + (place ?? ""),
        .correction(parameter.map { "Check the value of \($0)." } ?? "Check the values and their types."),
        .refused
      )
    case .versionMismatch:
      return (
        "the server expects another SOAP version",
        .correction("Check that the endpoint is the SOAP 1.1 service."),
        .refused
      )
    case .requestTooLarge:
      return ("the request is larger than the server accepts", .correction("Send shorter values."), .refused)
    case .serverException:
      return (
        "the method failed inside the server",
        [.lookInPortal], .mayHaveApplied
      )
    default:
      return (
        "the server answered with a fault (\(fault.fault.code.isEmpty ? "no code" : fault.fault.code))",
        [.lookInPortal], .mayHaveApplied
      )
    }
  }
}

/// Finds the parameter at a position of a request.
enum RequestPosition {
  /// The parameter at a column of a request's only line.
  ///
  /// When a value doesn't parse, .NET names the position of its reader: in the value, or just behind it, at the next
  /// tag.
  ///
  /// - Parameters:
  ///   - column: The column as .NET counts it: UTF-16 code units from 1.
  ///   - body: The request as sent: one line of UTF-8.
  ///   - parameters: The names of the parameters in the request.
  /// - Returns: The name of the parameter, or `nil` if there isn't one at the column.
  static func parameter(atColumn column: Int, of body: [UInt8], among parameters: [String]) -> String? {
    let text = String(decoding: body, as: UTF8.self)
    let offset = column - 1
    guard offset >= 0, offset <= text.utf16.count else { return nil }
    let spans = parameters.compactMap { name in span(of: name, in: text).map { (name: name, span: $0) } }
    if let inside = spans.first(where: { $0.span.value.contains(offset) }) { return inside.name }
    // The reader is past the value, so .NET means the parameter that ended last before the column. A column at a tag
    // points at its name, behind "<" or "</".
    return spans.filter { $0.span.value.upperBound <= offset && offset <= $0.span.end + 2 }
      .max { $0.span.end < $1.span.end }?.name
  }

  private static func span(of name: String, in text: String) -> (value: Range<Int>, end: Int)? {
    let utf16 = text.utf16
    // By scalars: a combining mark at the start of a value forms one character with the tag before it.
    let scalars = text.unicodeScalars
    if let empty = scalars.firstRange(of: "<\(name) />".unicodeScalars) {
      let end = utf16.distance(from: utf16.startIndex, to: empty.upperBound)
      return (end..<end, end)
    }
    guard let start = scalars.firstRange(of: "<\(name)>".unicodeScalars),
      let end = scalars[start.upperBound...].firstRange(of: "</\(name)>".unicodeScalars)
    else { return nil }
    return (
      utf16.distance(
        from: utf16.startIndex, to: start.upperBound)..<utf16.distance(
          from: utf16.startIndex, to: end.lowerBound),
      utf16.distance(from: utf16.startIndex, to: end.upperBound)
    )
  }
}
