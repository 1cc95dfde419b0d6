/// Tells ASP.NET's faults apart by their texts, which come as a chain joined by `--->` or as a stack trace.
enum FaultReader {
  /// How much of a text is looked at, in characters.
  private static let limit = 8000

  static func read(_ fault: SOAPFault) -> ProvisionError.Fault {
    let position = position(in: String(fault.message.prefix(limit)))
    return ProvisionError.Fault(
      fault: fault, kind: kind(of: fault), line: position?.line, column: position?.column)
  }

  /// A message without the lines of a stack trace, which say nothing to the caller.
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
    // The method ran: what its exception says of XML or lengths is not said of the request.
    if message.contains("unable to process request") { return .serverException }
    if message.contains("Maximum request length exceeded") { return .requestTooLarge }
    // Mono leaves the placeholders in: "of HTTP Header {0}: {1}."
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
