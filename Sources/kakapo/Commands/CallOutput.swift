import KakapoProvision

/// A successful answer, for people and as JSON.
struct CallOutput: Encodable {
  private let operation: String
  private let success: Bool
  private let message: String?
  private let licenses: [[String: String]]?
  /// Why the list isn't certain; empty if it is.
  private let doubts: [String]?
  private let result: JSONElement

  /// Makes the output of a call.
  ///
  /// - Parameters:
  ///   - response: The answer.
  ///   - user: The user whose licences were asked for, if they were.
  init(_ response: ProvisionResponse, user: String?) {
    operation = response.operation
    success = response.success
    message = response.errorMessage
    let held = CallOutput.licenses(in: response, user)
    licenses = held?.licenses.map {
      ["applicationName": $0.pair.applicationName, "licenseType": $0.pair.licenseType]
    }
    doubts = held?.doubts.map(\.description)
    result = JSONElement(response.result)
  }

  static func text(of response: ProvisionResponse, user: String?) -> String {
    var lines = ["\(response.operation): success"]
    if let message = response.errorMessage, !message.isEmpty { lines.append(Printable.line(message)) }
    guard let licenses = licenses(in: response, user) else {
      return (lines + response.details.map { Printable.line($0.description) }).joined(separator: "\n")
    }
    lines +=
      licenses.licenses.isEmpty
      ? licenses.isCertain ? ["no licences"] : []
      : [
        TextTable(
          ["applicationName", "licenseType"],
          licenses.licenses.map { [$0.pair.applicationName, $0.pair.licenseType] }
        ).text
      ]
    lines += licenses.doubts.map { "uncertain: " + Printable.line($0.description) }
    lines += licenses.unrecognized.map { "also: " + Printable.line($0.description) }
    return lines.joined(separator: "\n")
  }

  private static func licenses(in response: ProvisionResponse, _ user: String?) -> UserLicenses? {
    guard response.operation == GetUserLicenses.contract.name else { return nil }
    return GetUserLicenses(serverHostName: "", broadworksUserId: user ?? "").result(from: response)
  }
}
