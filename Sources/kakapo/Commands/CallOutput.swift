import KakapoProvision

/// A successful answer, for people and as JSON.
struct CallOutput: Encodable {
  private let operation: String
  private let success: Bool
  private let message: String?
  private let licenses: [[String: String]]?
  private let result: JSONElement

  init(_ response: ProvisionResponse) {
    operation = response.operation
    success = response.success
    message = response.errorMessage
    licenses = CallOutput.licenses(in: response)?.licenses.map {
      ["applicationName": $0.pair.applicationName, "licenseType": $0.pair.licenseType]
    }
    result = JSONElement(response.result)
  }

  static func text(of response: ProvisionResponse) -> String {
    var lines = ["\(response.operation): success"]
    if let message = response.errorMessage, !message.isEmpty { lines.append(Printable.line(message)) }
    guard let licenses = licenses(in: response) else {
      return (lines + response.details.map { Printable.line($0.description) }).joined(separator: "\n")
    }
    lines +=
      licenses.licenses.isEmpty
      ? ["no licences"]
      : [
        TextTable(
          ["applicationName", "licenseType"],
          licenses.licenses.map { [$0.pair.applicationName, $0.pair.licenseType] }
        ).text
      ]
    lines += licenses.unrecognized.map { "also: " + Printable.line($0.description) }
    return lines.joined(separator: "\n")
  }

  private static func licenses(in response: ProvisionResponse) -> UserLicenses? {
    response.operation == GetUserLicenses.contract.name ? GetUserLicenses.result(from: response) : nil
  }
}
