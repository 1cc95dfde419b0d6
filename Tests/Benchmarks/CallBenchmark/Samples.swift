import HTTPTransport
import HTTPTypes
import KakapoProvision

/// The call and the answer that are measured, the same for every peer.
enum Samples {
  static let credentials = Credentials(userName: "parentprovision", password: "c0rrect hörse & battery")

  static let call = AddUserWithHierarchy(
    serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "Acme Ltd & Sons",
    groupId: "Acme-London", groupName: "Zürich <HQ>", broadworksUserId: "jane@acme.example.com",
    userName: "Jane \"JD\" O'Neill-Müller")

  static let question = GetUserLicenses(
    serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")

  static func answer(_ body: [UInt8]) -> TransportResponse {
    TransportResponse(
      head: HTTPResponse(status: .ok, headerFields: [.contentType: "text/xml; charset=utf-8"]), body: body)
  }
}
