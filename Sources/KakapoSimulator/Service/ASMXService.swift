import KakapoProvision
import KakapoProvisionTesting

/// The `.asmx` page, which reads requests and answers them.
///
/// It knows no sockets and never waits.
struct ASMXService: Sendable {
  /// The path of the service on its host.
  static let path = "/KakapoProvision/ProvisionV3.asmx"

  let portal: Portal
  let options: Simulator.Options
  let service: ServiceDescription
  private let answers: SOAPAnswer

  init(portal: Portal, options: Simulator.Options) {
    self.portal = portal
    self.options = options
    service = ServiceDescription(deviation: options.deviation)
    answers = SOAPAnswer(
      namespace: service.namespace, faultText: options.faultText, offersSOAP12: options.acceptsSOAP12)
  }

  /// A request that was read but not yet carried out.
  enum Task: Sendable {
    /// A call, and the format of its result.
    case call(IncomingCall, Format)
    /// An answer that is already known.
    case reply(Reply, ReceivedRequest.Kind, method: String?)

    enum Format: Sendable {
      case soap(SOAPVersion)
      case form
    }

    var kind: ReceivedRequest.Kind {
      switch self {
      case .call: .call
      case .reply(_, let kind, _): kind
      }
    }

    var method: String? {
      switch self {
      case .call(let call, _): call.method.name
      case .reply(_, _, let method): method
      }
    }

    var parameters: [ReceivedRequest.Parameter] {
      if case .call(let call, _) = self { call.received } else { [] }
    }
  }

  /// Reads a request without changing anything.
  func read(_ request: ServiceRequest) -> Task {
    if let allowed = options.allowedAddresses, !allowed.contains(request.peerAddress) {
      return .reply(.html(403, Page.addressRejected), .other, method: nil)
    }
    guard !request.isForeign(at: options.address) else {
      return .reply(.html(403, Page.foreign), .other, method: nil)
    }
    // The web server ignores letter case in a path.
    let path = request.path.lowercased()
    let base = Self.path.lowercased()
    if path == base {
      switch request.method {
      case "GET": return page(for: request)
      case "POST": return soapCall(request)
      default:
        var reply = Reply.html(405, Page.status(405))
        reply.headers["Allow"] = "GET, POST"
        return .reply(reply, .other, method: nil)
      }
    }
    guard path.hasPrefix(base + "/"), request.method == "GET" || request.method == "POST" else {
      return .reply(.html(404, Page.status(404)), .other, method: nil)
    }
    let methodName = String(request.path.dropFirst(base.count + 1))
    switch FormReader(service: service).read(request, methodName: methodName) {
    case .call(let call): return .call(call, .form)
    case .reply(let reply):
      return .reply(reply, .unreadable, method: service.method(named: methodName)?.name)
    }
  }

  /// Carries out a call.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - format: The format of the result.
  ///   - peerAddress: The calling address.
  /// - Returns: The answer, and the result of the call.
  func perform(_ call: IncomingCall, _ format: Task.Format, peerAddress: String) -> (Reply, MethodOutcome) {
    let outcome = portal.call(
      call.method.name, login: call.login, call.arguments, peerAddress: peerAddress)
    if outcome.login == .addressNotAllowed, options.answersRejectedAddressWithPage {
      return (.html(403, Page.addressRejected), outcome)
    }
    guard let result = outcome.result else {
      return (
        exception(["The method or operation is not implemented."], in: call.method.name, format), outcome
      )
    }
    switch format {
    case .soap(let version): return (answers.result(result, of: call.method.name, version), outcome)
    case .form: return (answers.bareResult(result), outcome)
    }
  }

  /// The answer to a call whose method throws an exception.
  func exception(
    _ messages: [String], in method: String, _ format: Task.Format, text: FaultText? = nil
  ) -> Reply {
    let fault = Fault.exception(messages, in: method)
    return switch format {
    case .soap(let version): answers.fault(fault, version, text: text)
    case .form: .plainText(500, fault.text(text ?? options.faultText))
    }
  }

  private func page(for request: ServiceRequest) -> Task {
    let host = request.header("host") ?? "localhost"
    if request.query.lowercased() == "wsdl" {
      let address = "http://\(host)\(request.path)"
      let bytes = WSDLDocument(service.contract).bytes(address: address)
      return .reply(
        Reply(status: 200, contentType: "text/xml; charset=utf-8", body: bytes), .wsdl, method: nil)
    }
    let page = String(request.path.split(separator: "/").last ?? "")
    let fields = PercentEncoding.decodeForm(request.query)
    guard let name = fields.first(where: { $0.name.lowercased() == "op" })?.value else {
      return .reply(.html(200, Page.operations(of: service, page: page)), .help, method: nil)
    }
    guard let method = service.method(named: name) else {
      return .reply(.html(200, Page.noOperation(name, of: service)), .help, method: nil)
    }
    return .reply(
      .html(200, Page.operation(method, of: service, page: page, host: host)), .help, method: method.name)
  }

  private func soapCall(_ request: ServiceRequest) -> Task {
    let reader = SOAPRequestReader(service: service, acceptsSOAP12: options.acceptsSOAP12)
    switch reader.read(request) {
    case .call(let call, let version): return .call(call, .soap(version))
    case .fault(let fault, let version, let method):
      return .reply(answers.fault(fault, version), .unreadable, method: method?.name)
    case .status(let status, let method):
      // The body is empty, but ASP.NET still sends its content type.
      let contentType = status == 400 ? SOAPVersion.soap11.contentType : nil
      return .reply(Reply(status: status, contentType: contentType), .unreadable, method: method?.name)
    }
  }
}

/// A call of a web method, as far as the service recognised it.
struct IncomingCall: Sendable {
  var method: ServiceDescription.Method
  var login = Login()
  var arguments = Arguments()
  /// The parameters of the request without secrets, in the order of the request.
  var received: [ReceivedRequest.Parameter] = []

  /// Takes a text parameter that the service recognised; `nil` leaves it null.
  mutating func take(
    _ value: String?, for parameter: ServiceDescription.Parameter, of service: ServiceDescription
  ) {
    guard let name = parameter.name, let value else { return }
    switch name {
    case service.contract.loginUserNameParameter: login.userName = value
    case service.contract.loginPasswordParameter: login.password = Secret(value)
    default: arguments.strings[name] = value
    }
  }
}
