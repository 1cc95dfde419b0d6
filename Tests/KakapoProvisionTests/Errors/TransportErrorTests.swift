import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The errors that a transport's errors become.
@Suite struct TransportErrorTests {
  private func error(_ thrown: any Error) async throws -> ProvisionError {
    let portal = try ProvisionClient(StubTransport.failing(thrown))
    let error = try await provisionError {
      try await portal.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    }
    #expect(error.operation == "DeleteReseller")
    #expect(error.httpStatus == nil)
    #expect(error.underlyingError != nil)
    return error
  }

  struct Pair: Sendable, CustomTestStringConvertible {
    let thrown: TransportError.Code
    let code: ProvisionError.Code

    var testDescription: String { thrown.description }
  }

  @Test(
    arguments: [
      Pair(thrown: .cannotConnect, code: .cannotConnect),
      Pair(thrown: .connectionLost, code: .connectionLost),
      Pair(thrown: .timedOut, code: .timedOut), Pair(thrown: .cancelled, code: .cancelled),
      Pair(thrown: .responseTooLarge, code: .responseTooLarge), Pair(thrown: .closed, code: .closed),
      Pair(thrown: .invalidRequest, code: .invalidConfiguration),
    ], [true, false])
  func aCodeIsTranslatedAndTheDeliveryKept(_ pair: Pair, _ mayHaveBeenSent: Bool) async throws {
    let error = try await error(
      TransportError(pair.thrown, requestMayHaveBeenSent: mayHaveBeenSent, reason: "the wire was cut"))
    #expect(error.code == pair.code)
    #expect(error.delivery == (mayHaveBeenSent ? .mayHaveApplied : .notSent))
    #expect(error.reason == "the wire was cut")
    #expect((error.underlyingError as? TransportError)?.code == pair.thrown)
    #expect(
      error.description.contains(
        mayHaveBeenSent
          ? "Check in the portal whether the call was carried out before you repeat it." : "Nothing was sent."
      ))
  }

  private struct ForeignError: Error, CustomStringConvertible {
    let description = "a strange noise"
  }

  @Test func aForeignErrorMayHaveComeAfterTheRequest() async throws {
    let error = try await error(ForeignError())
    #expect(error.code == .connectionLost)
    #expect(error.delivery == .mayHaveApplied)
    #expect(error.reason == "the transport failed: a strange noise")
    #expect(error.underlyingError is ForeignError)
  }

  @Test func aCancellationOfTheTransportMayHaveComeAfterTheRequest() async throws {
    let error = try await error(CancellationError())
    #expect(error.code == .cancelled)
    #expect(error.delivery == .mayHaveApplied)
  }

  @Test func aReasonThatIsASentenceDoesNotGetASecondFullStop() async throws {
    let error = try await error(
      TransportError(.cannotConnect, requestMayHaveBeenSent: false, reason: "The host is unknown."))
    #expect(
      error.description
        == "DeleteReseller: The host is unknown. Nothing was sent. Check the endpoint, the network and any proxy."
    )
  }

  @Test func aTaskThatIsCancelledSendsNothing() async throws {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await provisionError {
        try await portal.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
      }
    }
    let error = try await task.value
    #expect(error.code == .cancelled)
    #expect(error.delivery == .notSent)
    #expect(stub.requests.isEmpty)
  }

  @Test func aClosedClientSendsNothing() async throws {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub)
    let copy = portal
    try await portal.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    portal.close()
    portal.close()
    for client in [portal, copy] {
      let error = try await provisionError {
        try await client.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
      }
      #expect(error.code == .closed)
      #expect(error.delivery == .notSent)
      #expect(
        error.description == "DeleteReseller: the client was closed. Nothing was sent. Make a new client.")
    }
    #expect(stub.requests.count == 1)
  }
}
