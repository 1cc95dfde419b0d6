import Foundation
import KakapoProvision

/// Makes a client that shares its latch with other processes.
func sharedLatch(credentials: Credentials, stateFolder: String) throws -> ProvisionClient {
  let portal = try ProvisionClient(
    credentials: credentials,
    latch: FileLoginLatch(path: stateFolder + "/login-latch.json"))
  return portal
}

/// Opens a latch.
func reopen(_ portal: ProvisionClient) throws {
  if let record = try portal.loginLatchRecord() {
    print("Closed at \(record.timestamp) by \(record.operation): \(record.serverText)")
  }
  // After a person has unlocked the account and checked the password:
  try portal.openLoginLatch()
}

/// Makes a client where nobody can call a method.
func settled(credentials: Credentials, latch: FileLoginLatch) throws -> ProvisionClient {
  var configuration = ProvisionClient.Configuration()
  configuration.settledLoginFailure = try Date("2026-03-01T04:12:31Z", strategy: .iso8601)
  let portal = try ProvisionClient(
    credentials: credentials, configuration: configuration, latch: latch)
  return portal
}
