/// Puts the kinds of faults into words.
enum FaultWords {
  static func words(
    for fault: ProvisionError.Fault, parameter: String?
  ) -> (reason: String, remedies: [Remedy], delivery: Delivery) {
    switch fault.kind {
    case .actionNotRecognized:
      return (
        "the server does not know this method, or its namespace is another one",
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
      return ("the request is larger than the server takes", .correction("Send shorter values."), .refused)
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
