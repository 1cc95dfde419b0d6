import KakapoProvision

/// Calls a service that has drifted from the built-in contract, with code generated from its WSDL.
///
/// Arguments: endpoint, user, password, server host name. Prints what failed and at last "N passed, M
/// failed".
@main
struct GeneratedCheck {
  static func main() async throws {
    let arguments = CommandLine.arguments
    let client = try ProvisionClient(
      credentials: Credentials(userName: arguments[2], password: arguments[3]),
      configuration: ProvisionClient.Configuration(endpoint: arguments[1]), latch: MemoryLoginLatch())
    var checks = Checks()
    try await hierarchy(client, arguments[4], &checks)
    try await report(client, arguments[4], &checks)
    print("\(checks.passed) passed, \(checks.failed) failed")
  }

  private static func hierarchy(
    _ client: ProvisionClient, _ host: String, _ checks: inout Checks
  ) async throws {
    let reseller = try await client.addReseller(
      ProvisionV3.AddReseller(serverHostName: host, resellerId: "Drift", notes: "Größe & <Höhe>"))
    checks.equal(reseller.success, true, "a new optional parameter is sent")
    let group = try await client.addGroup(
      ProvisionV3.AddGroup(serverHostName: host, resellerId: "Drift", groupId: "G", seats: 5))
    checks.equal(group.success, true, "a new required parameter is sent")
    do {
      try await client.addGroup(
        ProvisionV3.AddGroup(serverHostName: host, resellerId: "Drift", groupId: "G", seats: 5))
      checks.equal("success", "rejected", "a repeated group is rejected")
    } catch {
      checks.equal(error.code, .rejected, "a repeated group is rejected")
    }
  }

  private static func report(
    _ client: ProvisionClient, _ host: String, _ checks: inout Checks
  ) async throws {
    let since = try XMLDateTime(xmlText: "2024-02-29T23:59:59.123+05:30")
    let full = try await client.getLicenseReport(
      serverHostName: host, broadworksUserIds: ["a@b", "ü & <x>@b"], states: [.active, .onHold],
      counts: [1, -2, .max], state: .suspended, since: since,
      until: try XMLDateTime(xmlText: "2030-01-01T00:00:00"),
      price: try ExactDecimal(xmlText: "12345678901234567.0000000001"), document: Base64Binary([0, 255, 7]),
      daysLeft: 3, includeDeleted: true)
    checks.equal(full.success, true, "the report comes")
    checks.equal(full.states?.map(\.rawValue), ["Active", "On Hold"], "enumerations in an array")
    checks.equal(full.counts?.map { $0 }, [1, -2, .max], "numbers in an array")
    checks.equal(full.entries?.compactMap { $0?.broadworksUserId }, ["a@b", "ü & <x>@b"], "nested elements")
    checks.equal(full.entries?.first??.state, .suspended, "an enumeration in a nested element")
    checks.equal(full.total, try ExactDecimal(xmlText: "24691357802469134.0000000002"), "an exact decimal")
    checks.equal(full.created.instant(assumingOffsetMinutes: 0), since.instant, "a date with an offset")
    checks.equal(full.expires?.offsetMinutes, nil, "a date without an offset")
    checks.equal(full.document?.bytes, [0, 255, 7], "binary content")
    checks.equal(full.nextPage, 3, "a number that may be nil")
    checks.equal(full.remark, "all", "a text")

    let bare = try await client.getLicenseReport(serverHostName: host, state: .active, since: since, price: 1)
    checks.equal(bare.success, true, "the report of nothing comes")
    checks.equal(bare.expires, nil, "a nil date")
    checks.equal(bare.nextPage, nil, "a nil number")
    checks.equal(bare.remark, nil, "an absent text")
    checks.equal(bare.states, nil, "an absent array")
    let empty = try await client.getLicenseReport(
      serverHostName: host, states: [], state: .active, since: since, price: 1, includeDeleted: false)
    checks.equal(empty.states?.count, 0, "an empty array")
    checks.equal(empty.remark, "", "an empty text")
  }
}

/// Counts what holds and prints what does not.
struct Checks {
  private(set) var passed = 0
  private(set) var failed = 0

  mutating func equal<Value: Equatable>(_ value: Value, _ expected: Value, _ what: String) {
    if value == expected {
      passed += 1
    } else {
      failed += 1
      print("\(what): \(value) instead of \(expected)")
    }
  }
}
