import KakapoProvision
import XMLCore

/// Reads a SOAP request by the names of the contract, like ASP.NET.
///
/// It silently skips the elements that it does not recognise: a parameter with another name, letter case or
/// namespace stays null.
struct SOAPRequestReader: Sendable {
  /// The result of reading a request.
  enum Reading: Sendable {
    case call(IncomingCall, SOAPVersion)
    case fault(Fault, SOAPVersion, ServiceDescription.Method?)
    /// A request that gets a status without a body.
    case status(Int, ServiceDescription.Method?)
  }

  let service: ServiceDescription
  /// Whether SOAP 1.2 is enabled, and with it the routing by the body element without an action.
  let acceptsSOAP12: Bool

  func read(_ request: ServiceRequest) -> Reading {
    let contentType = request.contentType
    var version: SOAPVersion
    switch contentType.base {
    case "text/xml": version = .soap11
    case "application/soap+xml" where acceptsSOAP12: version = .soap12
    default: return .status(415, nil)
    }
    guard let body = request.body else { return .fault(.requestTooLarge, version, nil) }

    // Checks the action before the body: an unknown one is a fault even with a malformed body.
    let action = version == .soap12 ? contentType.action : request.header("soapaction")
    var routed: ServiceDescription.Method?
    if let action {
      let unquoted = Self.unquoted(action)
      routed = service.method(forAction: unquoted)
      guard routed != nil else { return .fault(.actionNotRecognised(unquoted), version, nil) }
    } else if !acceptsSOAP12 {
      return .fault(.noAction, version, nil)
    }

    let text = RequestText.decode(body, contentType)
    let root: ElementTree
    do {
      root = try XMLReader(illegalReferences: .refuse).read(Array(text.utf8), charset: "utf-8")
    } catch {
      return .status(400, routed)
    }
    let versions = acceptsSOAP12 ? SOAPVersion.allCases : [.soap11]
    guard let found = versions.first(where: { $0.envelopeNamespace == root.namespace }) else {
      return .fault(.versionMismatch(root.namespace ?? "", expecting: version), version, routed)
    }
    version = found
    guard root.name == "Envelope" else { return .fault(.missing(element: "Envelope"), version, routed) }
    let sections = root.children
    guard
      let bodyIndex = sections.firstIndex(where: { $0.name == "Body" && $0.namespace == root.namespace })
    else { return .fault(.missing(element: "Body"), version, routed) }

    let wrapper = sections[bodyIndex].children.first
    if routed == nil, let wrapper, wrapper.namespace == service.namespace {
      routed = service.method(named: wrapper.name)
    }
    guard let method = routed else { return .fault(.noAction, version, nil) }
    do throws(Stop) {
      let call = try parameters(of: method, in: wrapper) { index in
        MarkupScanner(text).place(after: [bodyIndex, 0, index])
      }
      if let header = Self.headerToUnderstand(in: root) {
        return .fault(.headerNotUnderstood(header), version, method)
      }
      return .call(call, version)
    } catch {
      switch error {
      case .fault(let fault): return .fault(fault, version, method)
      case .unreadable: return .status(400, method)
      }
    }
  }

  /// Why the parameters of a call cannot be read.
  private enum Stop: Error {
    case fault(Fault)
    /// A parameter with child elements, which .NET's reader treats like malformed XML.
    case unreadable
  }

  private func parameters(
    of method: ServiceDescription.Method, in wrapper: ElementTree?, placeAfter: (Int) -> TextPlace
  ) throws(Stop) -> IncomingCall {
    var call = IncomingCall(method: method)
    guard let wrapper else { return call }
    let isRecognised = wrapper.name == method.name && wrapper.namespace == service.namespace
    var pending = isRecognised ? method.parameters : []

    for (index, element) in wrapper.children.enumerated() {
      guard
        element.namespace == service.namespace,
        let position = pending.firstIndex(where: { $0.wireName == element.name })
      else {
        call.received.append(ReceivedRequest.Parameter(name: element.name, value: nil))
        continue
      }
      // Only the first of two elements with the same name is read.
      let parameter = pending.remove(at: position)
      guard !element.hasElementChildren else { throw .unreadable }
      let value = element.text
      call.received.append(
        ReceivedRequest.Parameter(name: element.name, value: parameter.isSecret ? nil : value))
      guard parameter.isInteger, let name = parameter.name else {
        call.take(value, for: parameter, of: service)
        continue
      }
      do throws(DotNetInteger.Problem) {
        call.arguments.integers[name] = try DotNetInteger.parse(value)
      } catch {
        throw .fault(.notAnInteger(placeAfter(index), isOutOfRange: error == .outOfRange))
      }
    }
    return call
  }

  /// The first header block with `mustUnderstand`; this service understands none.
  private static func headerToUnderstand(in envelope: ElementTree) -> String? {
    guard let namespace = envelope.namespace, let header = envelope.child("Header") else { return nil }
    return header.children.first {
      ["1", "true"].contains($0.attribute("mustUnderstand", namespace: namespace))
    }?.name
  }

  /// Removes one pair of double quotes and percent-decodes the action; single quotes are part of the action.
  private static func unquoted(_ action: String) -> String {
    var action = action
    if action.count >= 2, action.hasPrefix("\""), action.hasSuffix("\"") {
      action = String(action.dropFirst().dropLast())
    }
    return PercentEncoding.decode(action)
  }
}
