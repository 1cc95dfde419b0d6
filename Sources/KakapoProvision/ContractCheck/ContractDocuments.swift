import Foundation
import HTTPTransport
package import WSDL
package import XMLCore

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

extension ContractDocuments {
  /// A document as a file that needs nothing but the files beside it.
  package struct File: Sendable, Hashable {
    /// The name of the file.
    package let name: String

    /// What stands in it: UTF-8, or what the document itself says.
    package let bytes: [UInt8]
  }

  /// The documents as files of one folder that import each other under their names.
  ///
  /// - Parameter name: The name of the first; those of the others are made of it.
  /// - Returns: The files, in the order of ``sources``; a document that stands for itself is as it came.
  /// - Throws: `XMLReadingError` for a document that cannot be read, which was read before.
  package func files(named name: String) throws(XMLReadingError) -> [File] {
    if let only = sources.first, sources.count == 1,
      !XMLReader.needsCharset(only.bytes, charset: only.charset)
    {
      return [File(name: name, bytes: only.bytes)]
    }
    var names = [name]
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    for (position, source) in sources.enumerated().dropFirst() {
      let root = try XMLReader(limits: WSDLLimits().document).read(source.bytes, charset: source.charset)
      names.append("\(stem)-\(position).\(root.nameEquals("schema") ? "xsd" : "wsdl")")
    }
    var files: [File] = []
    for (source, name) in zip(sources, names) {
      let document = try XMLReader.utf8(source.bytes, charset: source.charset)
      let references = ImportReferences(in: document) { location in
        position(of: DocumentLocation.resolve(location, against: source.location)).map { names[$0] }
      }
      files.append(File(name: name, bytes: references.replaced))
    }
    return files
  }
}

/// The documents that a description at an endpoint imports.
extension Endpoint {
  /// The path and query to ask this server for; `nil` for a document that is elsewhere.
  ///
  /// Behind TLS offload or a gateway a service states addresses as it sees itself. So scheme and port do not count, and an
  /// address of another host counts as this server's own if its folder is that of the endpoint.
  ///
  /// - Parameter location: An absolute URL.
  /// - Returns: The path and query.
  func target(of location: String) -> String? {
    guard let parts = URLComponents(string: location), let other = parts.scheme?.lowercased(),
      ["http", "https"].contains(other), parts.user == nil, parts.password == nil,
      let host = (parts.encodedHost ?? parts.host)?.lowercased(), !host.isEmpty
    else { return nil }
    let target = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    let isOwn = authority == host || authority.hasPrefix("\(host):")
    guard isOwn || Endpoint.folder(of: target) == Endpoint.folder(of: path) else { return nil }
    return target + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
  }

  /// The whole address of a path and query.
  func address(of target: String) -> String { "\(scheme)://\(authority)\(target)" }

  /// A path up to its last slash; ASP.NET does not tell paths apart by letter case.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { path[...$0].lowercased() } ?? "/"
  }
}
