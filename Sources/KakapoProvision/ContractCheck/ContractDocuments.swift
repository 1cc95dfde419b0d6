import HTTPTransport
package import WSDL

/// A description and the documents that it is made of.
package struct ContractDocuments: Sendable {
  /// The documents, the one that imports the others first.
  package let sources: [WSDLSource]

  /// What was read of them.
  package let reading: WSDLReading

  /// The positions of the documents for the locations under which they are imported.
  private let positions: [String: Int]

  /// Reads a description of which documents are kept, and asks for those that are not.
  ///
  /// Each document is asked for once.
  ///
  /// - Parameters:
  ///   - kept: The documents that are there, the one that imports the others first.
  ///   - fetch: Asks for the others; `nil` for not at all.
  ///   - limits: How many documents, and how many bytes of all together, are read.
  /// - Throws: ``ContractDocumentsError`` when the description cannot be read whole.
  package init(
    _ kept: [WSDLSource], fetchingOthersWith fetch: ContractFetch?, limits: WSDLLimits = .init()
  ) async throws(ContractDocumentsError) {
    let root = kept.first ?? WSDLSource([], location: nil)
    let server = root.location.flatMap { try? Endpoint(String($0.prefix { $0 != "?" })) }
    var (sources, positions): ([WSDLSource], [String: Int]) = (kept, [:])
    // By what is asked for: a document may be imported under several locations.
    var targets: [String: Int] = [:]
    for (position, source) in kept.enumerated() {
      if let target = source.location.flatMap({ server?.target(of: $0) }) { targets[target] = position }
    }
    var bytesLeft = limits.totalBytes - kept.reduce(0) { $0 + $1.bytes.count }
    var failures: [String: TransportError] = [:]
    do throws(WSDLReadingError) {
      reading = try await WSDLReader(limits: limits).read(root) { location in
        guard let server, let target = server.target(of: location) else {
          throw ContractFetch.Problem("it is on another server, and only the service's own is asked.")
        }
        if targets[target] == nil, let fetch {
          do throws(ContractFetch.Problem) {
            let source = try await fetch.source(target, of: server, upTo: bytesLeft, limits)
            bytesLeft -= source.bytes.count
            targets[target] = sources.count
            sources.append(source)
          } catch {
            failures[location] = error.transport
            throw error
          }
        }
        positions[location] = targets[target]
        return targets[target].map { sources[$0] }
      }
    } catch {
      throw ContractDocumentsError(reading: error, transport: error.location.flatMap { failures[$0] })
    }
    self.sources = sources
    self.positions = positions
  }

  /// The document that a location means; `nil` for one that was not read.
  package func position(of location: String) -> Int? { positions[location] }
}

/// Why a description could not be read whole.
package struct ContractDocumentsError: Error, CustomStringConvertible {
  /// What the reader says.
  package let reading: WSDLReadingError

  /// Why there was no answer to the request for a document, if that is the reason.
  let transport: TransportError?

  /// The error below.
  package var cause: any Error { transport ?? reading }

  package var description: String { reading.description }
}
