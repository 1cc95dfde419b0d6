/// A SOAP fault in .NET's words: a chain of exceptions, the outermost first.
struct Fault: Sendable {
  enum Code: String, Sendable {
    case client = "Client"
    case server = "Server"
    case versionMismatch = "VersionMismatch"
    case mustUnderstand = "MustUnderstand"
  }

  struct Exception: Sendable {
    let type: String
    let message: String
    /// The place in the code, for a stack trace.
    let frame: String

    static func soap(_ message: String, at frame: String) -> Exception {
      Exception(
        type: "System.Web.Services.Protocols.SoapException", message: message,
        frame: "System.Web.Services.Protocols.\(frame)")
    }
  }

  let code: Code
  let exceptions: [Exception]

  init(_ code: Code, _ exceptions: [Exception]) {
    self.code = code
    self.exceptions = exceptions
  }

  func text(_ shape: FaultText) -> String {
    switch shape {
    case .chain: exceptions.map(\.message).joined(separator: " ---> ")
    case .stackTrace: stackTrace
    }
  }

  /// .NET prints the messages from the outside in, then the frames from the inside out.
  private var stackTrace: String {
    let messages = exceptions.map { "\($0.type): \($0.message)" }.joined(separator: " ---> ")
    let frames = exceptions.reversed().map { "   at \($0.frame)" }
    return messages + "\n"
      + frames.joined(separator: "\n   --- End of inner exception stack trace ---\n")
  }
}

extension Fault {
  static func actionNotRecognised(_ action: String) -> Fault {
    Fault(
      .client,
      [
        .soap(
          "Server did not recognize the value of HTTP Header SOAPAction: \(action).",
          at: "Soap11ServerProtocolHelper.RouteRequest()")
      ])
  }

  static let noAction = Fault(
    .client,
    [
      .soap(
        "Unable to handle request without a valid action parameter. Please supply a valid soap action.",
        at: "Soap11ServerProtocolHelper.RouteRequest()")
    ])

  static func versionMismatch(_ namespace: String, expecting version: SOAPVersion) -> Fault {
    Fault(
      .versionMismatch,
      [
        .soap(
          "Possible SOAP version mismatch: Envelope namespace \(namespace) was unexpected. "
            + "Expecting \(version.envelopeNamespace).",
          at: "SoapServerProtocol.CheckHelperVersion()")
      ])
  }

  static func headerNotUnderstood(_ name: String) -> Fault {
    Fault(
      .mustUnderstand,
      [
        Exception(
          type: "System.Web.Services.Protocols.SoapHeaderException",
          message: "SOAP header \(name) was not understood.",
          frame: "System.Web.Services.Protocols.SoapHeaderHandling.SetHeaderMembers()")
      ])
  }

  static func missing(element: String) -> Fault {
    unreadable([
      Exception(
        type: "System.InvalidOperationException",
        message: "Request format is invalid: Missing required soap:\(element) element.",
        frame: "System.Web.Services.Protocols.SoapServerProtocol.ReadParameters()")
    ])
  }

  /// A parameter whose text isn't an integer, at the position of .NET's reader when it notices.
  static func notAnInteger(_ place: TextPlace, isOutOfRange: Bool) -> Fault {
    unreadable([
      Exception(
        type: "System.InvalidOperationException",
        message: "There is an error in XML document (\(place.line), \(place.column)).",
        frame: "System.Xml.Serialization.XmlSerializer.Deserialize(XmlReader xmlReader, String encodingStyle)"
      ),
      isOutOfRange
        ? Exception(
          type: "System.OverflowException",
          message: "Value was either too large or too small for an Int32.",
          frame: "System.Number.ParseInt32(String s, NumberStyles style, NumberFormatInfo info)")
        : Exception(
          type: "System.FormatException", message: "Input string was not in a correct format.",
          frame: "System.Number.StringToNumber(String str, NumberStyles options, NumberBuffer& number)"),
    ])
  }

  static let requestTooLarge = Fault(
    .server,
    [
      .soap(
        "There was an exception running the extensions specified in the config file.",
        at: "SoapServerProtocol.Initialize()"),
      Exception(
        type: "System.Web.HttpException", message: "Maximum request length exceeded.",
        frame: "System.Web.HttpRequest.GetEntireRawContent()"),
    ])

  /// An exception of a web method.
  static func exception(_ messages: [String], in method: String) -> Fault {
    Fault(
      .server,
      [.soap("Server was unable to process request.", at: "WebServiceHandler.Invoke()")]
        + messages.map {
          Exception(type: "System.Exception", message: $0, frame: "Kakapo.Provision.ProvisionV3.\(method)()")
        })
  }

  private static func unreadable(_ inner: [Exception]) -> Fault {
    Fault(
      .client,
      [.soap("Server was unable to read request.", at: "SoapServerProtocol.ReadParameters()")] + inner)
  }
}

/// The form of a fault's text, which ASP.NET's `customErrors` setting decides.
public enum FaultText: String, Sendable, Hashable, CaseIterable {
  /// The messages of the exceptions on one line, with ` ---> ` between them.
  case chain
  /// A whole .NET stack trace over many lines.
  case stackTrace
}
