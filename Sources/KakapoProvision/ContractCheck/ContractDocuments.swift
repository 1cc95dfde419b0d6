import Foundation
import HTTPTransport
package import WSDL
package import XMLCore

/// A description and its documents.
package struct ContractDocuments: Sendable {
  /// The documents; the first one imports the others.
  package let sources: [WSDLSource]

  /// The result of reading them.
  package let reading: WSDLReading

  /// The positions of the documents, by the locations in their imports.
  private let positions: [String: Int]

  /// Reads a description from the kept documents, and fetches the missing ones.
  ///
  /// Each document is fetched only once.
  ///
  /// - Parameters:
  ///   - kept: The documents at hand; the first one imports the others.
  ///   - fetch: Fetches the missing ones; `nil` fetches nothing.
  ///   - limits: The maximum number of documents, and of bytes in total.
  /// - Throws: ``ContractDocumentsError`` if the description can't be read completely.
  package init(
    _ kept: [WSDLSource], fetchingOthersWith fetch: ContractFetch?, limits: WSDLLimits = .init()
  ) async throws(ContractDocumentsError) {
    let root = kept.first ?? WSDLSource([], location: nil)
    let server = root.location.flatMap { try? Endpoint(String($0.prefix { $0 != "?" })) }
    var (sources, positions): ([WSDLSource], [String: Int]) = (kept, [:])
    // By request target: a document may be imported under several locations.
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

  /// The document at a location; `nil` for one that wasn't read.
  package func position(of location: String) -> Int? { positions[location] }
}

/// Why a description couldn't be read completely.
package struct ContractDocumentsError: Error, CustomStringConvertible {
  /// The reader's error.
  package let reading: WSDLReadingError

  /// Why a request for a document failed, if that is the reason.
  let transport: TransportError?

  /// The underlying error.
  package var cause: any Error { transport ?? reading }

  package var description: String { reading.description }
}

extension ContractDocuments {
  /// A document as a file that needs only the files beside it.
  package struct File: Sendable, Hashable {
    /// The name of the file.
    package let name: String

    /// The file's content: in UTF-8, or in the encoding that the document declares.
    package let bytes: [UInt8]
  }

  /// The documents as files of one folder, which import each other by their names.
  ///
  /// - Parameter name: The name of the first file; the other names are derived from it.
  /// - Returns: The files, in the order of ``sources``. A single document that doesn't need its charset stays as it is.
  /// - Throws: `XMLReadingError` for a document that can't be read; all of them were read before.
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
  /// The path and query to request from this server; `nil` for a document on another server.
  ///
  /// Behind TLS offload or a gateway, a service states its addresses as it sees itself. So scheme and port don't count.
  /// An address of another host counts as this server's own if its folder is the endpoint's folder.
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

  /// The complete address of a path and query.
  func address(of target: String) -> String { "\(scheme)://\(authority)\(target)" }

  /// A path up to its last slash; ASP.NET ignores letter case in paths.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { path[...$0].lowercased() } ?? "/"
  }
}
