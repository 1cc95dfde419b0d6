import KakapoProvision

/// Reads a call from an HTML form: ASP.NET's HTTP POST protocol, which is open to loopback only.
struct FormReader: Sendable {
  enum Reading: Sendable {
    case call(IncomingCall)
    case reply(Reply)
  }

  let service: ServiceDescription

  /// Reads a call.
  ///
  /// Unlike SOAP, this protocol refuses a missing parameter.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - methodName: The name after the service's path.
  /// - Returns: The call, or the answer if there is no call.
  func read(_ request: ServiceRequest, methodName: String) -> Reading {
    guard let body = request.body else { return .reply(.html(500, Page.status(500))) }
    guard
      PeerAddress.isLoopback(request.peerAddress), request.method == "POST",
      request.contentType.base == "application/x-www-form-urlencoded"
    else { return .reply(.html(500, Page.formatNotRecognised("/" + methodName))) }
    guard let method = service.method(named: methodName) else {
      return .reply(.plainText(500, "\(methodName) Web Service method name is not valid."))
    }
    let fields = PercentEncoding.decodeForm(String(decoding: body, as: UTF8.self))
    var call = IncomingCall(method: method)
    for parameter in method.parameters {
      guard let field = fields.first(where: { $0.name == parameter.wireName }) else {
        return .reply(.plainText(500, "Missing parameter: \(parameter.wireName)."))
      }
      call.received.append(
        ReceivedRequest.Parameter(name: field.name, value: parameter.isSecret ? nil : field.value))
      guard parameter.isInteger, let name = parameter.name else {
        call.take(field.value, for: parameter, of: service)
        continue
      }
      do throws(DotNetInteger.Problem) {
        call.arguments.integers[name] = try DotNetInteger.parse(field.value)
      } catch {
        return .reply(
          .plainText(
            500,
            "Cannot convert \(field.value) to System.Int32. ---> Input string was not in a correct format."))
      }
    }
    return .call(call)
  }
}
