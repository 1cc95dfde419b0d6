import Foundation
import KakapoProvision
import KakapoProvisionTesting

/// Makes a client that records.
func recording(credentials: Credentials, folder: URL, inner: any Transport) throws -> ProvisionClient {
  let recorder = try RecordingTransport(inner, writingTo: folder)
  let portal = try ProvisionClient(credentials: credentials, transport: recorder)
  return portal
}

/// Makes a client that replays.
func replaying(credentials: Credentials, folder: URL) throws -> ProvisionClient {
  let portal = try ProvisionClient(
    credentials: credentials, transport: ReplayingTransport(readingFrom: folder),
    latch: MemoryLoginLatch())
  return portal
}
