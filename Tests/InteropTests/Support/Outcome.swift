import KakapoProvision

/// What a caller learns from one call, without what may differ between two servers that mean the same.
struct Outcome: Sendable, Equatable, CustomStringConvertible {
  /// `nil` for success.
  var code: ProvisionError.Code?
  var delivery: Delivery?
  var status: Int?
  /// The portal's own words; a fault's differ from stack to stack and are left out.
  var message: String?
  var fault: ProvisionError.FaultKind?
  var parameter: String?
  var place: [Int?] = []
  var licenses: [LicensePair]?

  var isSuccess: Bool { code == nil }

  init(_ call: () async throws(ProvisionError) -> [HeldLicense]?) async {
    do {
      licenses = try await call()?.map(\.pair)
    } catch {
      code = error.code
      delivery = error.delivery
      status = error.httpStatus
      message = error.fault == nil ? error.serverText : nil
      fault = error.fault?.kind
      parameter = error.parameter
      place = error.fault.map { [$0.line, $0.column] } ?? []
    }
  }

  var description: String {
    guard let code else { return "success" + (licenses.map { " \($0)" } ?? "") }
    return [
      "\(code)", delivery.map { "\($0)" }, status.map { "\($0)" }, message.map { "\"\($0)\"" },
      fault.map { "\($0)" }, parameter, place.isEmpty ? nil : "at \(place.map { $0 ?? 0 })",
    ].compactMap(\.self).joined(separator: " ")
  }
}
