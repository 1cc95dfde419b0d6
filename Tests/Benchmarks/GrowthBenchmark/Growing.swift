import HTTPTransport
import HTTPTypes
import KakapoProvision
import KakapoRollout

/// Work whose size is a number of items.
enum Growing {
  private static let client = Result {
    try ProvisionClient(
      credentials: Credentials(userName: "interface", password: "benchmark"), latch: MemoryLoginLatch())
  }
  private static let licenses = License.allCases.map(\.pair)

  /// Writes a call with a list of so many elements.
  static func encode(_ count: Int) throws -> () throws -> Void {
    let items = (0..<count).map { number in
      RequestElement("User", .elements([RequestElement("broadworksUserId", .text(user(number)))]))
    }
    return {
      let request = try SOAPRequest(
        wrapper: "AddUsers", namespace: "http://kakaposystems.com/", action: "AddUsers",
        parameters: [RequestElement("users", .elements(items))])
      guard request.body.count > count else { throw GrowthError(description: "elements are missing") }
    }
  }

  /// Reads an answer with so many licences.
  static func decode(_ count: Int) throws -> () throws -> Void {
    let list = (0..<count).map { number in
      let pair = licenses[number % licenses.count]
      return
        "<License><applicationName>\(pair.applicationName)</applicationName><licenseType>\(pair.licenseType)</licenseType></License>"
    }
    let method = GetUserLicenses.contract.name
    let body = """
      <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\
      <\(method)Response xmlns="http://kakaposystems.com/"><\(method)Result><success>true</success>\
      <licenses>\(list.joined())</licenses></\(method)Result></\(method)Response></soap:Body></soap:Envelope>
      """
    let answer = TransportResponse(
      head: HTTPResponse(status: .ok, headerFields: [.contentType: "text/xml; charset=utf-8"]),
      body: Array(body.utf8))
    let reader = AnswerReader(
      operation: method, names: AnswerNames(of: ProvisionClient.Configuration().contract(of: method)),
      sentBody: [], sentParameters: [], loginNames: [],
      redact: Redactor([]))
    return {
      var finding = LoginFinding.silent
      let response = try reader.read(answer, finding: &finding)
      let call = GetUserLicenses(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
      guard call.result(from: response).licenses.count == count else {
        throw GrowthError(description: "licences are missing")
      }
    }
  }

  /// Reads and checks a table of so many users and plans their rollout.
  static func plan(_ count: Int) throws -> () async throws -> Void {
    let header = "serverHostName,resellerId,groupId,broadworksUserId,userName,licenses\r\n"
    let rows = (0..<count).map { number in
      let pair = licenses[number % licenses.count]
      return "sp.example.com,Acme,group\(number / 25),\(user(number)),User \(number),"
        + "\(pair.applicationName)/\(pair.licenseType)\r\n"
    }
    let table = Array((header + rows.joined()).utf8)
    let planner = Planner(client: try client.get())
    return {
      let plan = try await planner.plan(RolloutInput.read(table))
      guard plan.rows.count == count else { throw GrowthError(description: "rows are missing") }
    }
  }

  /// The ID of a user.
  static func user(_ number: Int) -> String { "user\(number)@acme.example.com" }
}
