import Testing
import WSDL

/// The built-in contract of the package.
@Suite struct ProvisionContractTests {
  @Test func isReadWithoutFindings() throws {
    let reading = try WSDLReader().read(Samples.bytes(Samples.provision), location: "ProvisionV3.wsdl")
    #expect(reading.diagnostics == [])
    #expect(reading.definitions.services.all.map(\.name.name) == ["ProvisionV3"])
    #expect(reading.definitions.operations.count == 17)
    for operation in reading.definitions.operations {
      #expect(operation.shape == .wrapped)
      #expect(operation.input.parameters.prefix(2).map(\.name.name) == ["loginUserName", "loginPassword"])
      #expect(operation.result?.name.name == "\(operation.name)Result")
      #expect(!operation.input.hasMore)
    }
  }
}
