import KakapoProvision

/// A user's own transport: everything it needs comes with the one import.
struct UnreachableTransport: Transport {
  func send(_ request: TransportRequest) async throws -> TransportResponse {
    throw TransportError(.cannotConnect, requestMayHaveBeenSent: false, reason: "there is no network here")
  }
}
