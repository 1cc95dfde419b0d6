import KakapoProvision

/// One call of a web method, as far as the service recognised it.
struct IncomingCall: Sendable {
  var method: ServiceDescription.Method
  var login = Login()
  var arguments = Arguments()
  /// What the request carried by way of parameters, secrets hidden, in the order they came.
  var received: [ReceivedRequest.Parameter] = []

  /// Takes one text parameter that the service recognised; `nil` leaves it null.
  mutating func take(
    _ value: String?, for parameter: ServiceDescription.Parameter, of service: ServiceDescription
  ) {
    guard let name = parameter.name, let value else { return }
    switch name {
    case service.loginUserNameParameter: login.userName = value
    case service.loginPasswordParameter: login.password = Secret(value)
    default: arguments.strings[name] = value
    }
  }
}
