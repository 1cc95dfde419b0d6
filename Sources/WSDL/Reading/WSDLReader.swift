/// Reads WSDL 1.1 with its inline and imported schemas.
///
/// It fetches nothing: the caller provides the imports. ``WSDLLimits`` limits size, depth, and the number of documents
/// and findings. Documents that import each other are read once.
package struct WSDLReader: Sendable {
  private let limits: WSDLLimits

  /// Creates a reader; it can be used any number of times and from many tasks at once.
  ///
  /// - Parameter limits: The limits beyond which a document is refused.
  package init(limits: WSDLLimits = .init()) {
    self.limits = limits
  }

  /// Reads a description.
  ///
  /// Unknown constructs and contradictions are diagnostics, not errors. So is a missing document that nothing refers
  /// to. The result contains everything that could be read. A description without services or operations isn't an error
  /// either.
  ///
  /// - Parameters:
  ///   - bytes: The document as received.
  ///   - charset: The `charset` of the HTTP answer's Content-Type, if there was one.
  ///   - location: The file or address of the document, for diagnostics and relative imports.
  ///   - imports: Returns the bytes of an imported document, or `nil` if it isn't available. It gets the location as
  ///     stated; a relative one is resolved against that of the importing document.
  /// - Returns: The description, with its diagnostics.
  /// - Throws: ``WSDLReadingError`` if the document isn't WSDL 1.1 or exceeds a limit, or if an imported document that
  ///   something refers to can't be read.
  package func read(
    _ bytes: [UInt8], charset: String? = nil, location: String? = nil,
    imports: (String) throws -> [UInt8]? = { _ in nil }
  ) throws(WSDLReadingError) -> WSDLReading {
    let session = try begin(WSDLSource(bytes, location: location, charset: charset))
    while let wanted = try session.nextImport() {
      let location = wanted.document.location
      session.take(
        Result { try imports(location).map { WSDLSource($0, location: location) } }, for: wanted)
    }
    return try end(session)
  }

  /// Reads a description with asynchronous imports.
  ///
  /// - Parameters:
  ///   - root: The document.
  ///   - imports: Returns an imported document, as in ``read(_:charset:location:imports:)``; its own imports are
  ///     resolved against the returned location.
  /// - Returns: The description, with its diagnostics.
  /// - Throws: ``WSDLReadingError`` as ``read(_:charset:location:imports:)``.
  package func read(
    _ root: WSDLSource, imports: (String) async throws -> WSDLSource?
  ) async throws(WSDLReadingError) -> WSDLReading {
    let session = try begin(root)
    while let wanted = try session.nextImport() {
      let source: Result<WSDLSource?, any Error>
      do {
        source = .success(try await imports(wanted.document.location))
      } catch {
        source = .failure(error)
      }
      session.take(source, for: wanted)
    }
    return try end(session)
  }

  private func begin(_ source: WSDLSource) throws(WSDLReadingError) -> ReadingSession {
    let session = ReadingSession(limits: limits)
    let root = try session.parse(source)
    guard root.isNamed("definitions", in: WSDLNamespaces.wsdl) else {
      throw WSDLReadingError(
        code: .notWSDL, location: source.location, underlying: nil, reason: Self.whatItIs(root))
    }
    _ = session.readBefore(source.bytes, at: source.location, adoptedNamespace: nil)
    session.readDefinitions(root, isRoot: true)
    return session
  }

  private func end(_ session: ReadingSession) throws(WSDLReadingError) -> WSDLReading {
    session.applyRedefinitions()
    session.definitions.schemas.relations = SchemaRelations(of: session.definitions.schemas)
    try session.checkImports()
    session.checkReferences()
    session.buildContract()
    return WSDLReading(definitions: session.definitions, diagnostics: session.log.complete)
  }

  /// Says what a document is if it isn't WSDL 1.1, so that the user knows what to request instead.
  private static func whatItIs(_ root: SourceNode) -> String {
    let name = root.name.utf8.count <= 80 ? root.name : "\(root.name.prefix(60))…"
    switch (name.lowercased(), root.namespace ?? "") {
    case ("html", _): return "it is a web page, not a WSDL."
    case ("description", "http://www.w3.org/ns/wsdl"): return "it is WSDL 2.0; only WSDL 1.1 is read."
    case ("definitions", _):
      return "its root element is definitions, but not in the namespace of WSDL 1.1."
    case ("schema", _): return "it is an XML schema, not a WSDL."
    case ("envelope", _): return "it is a SOAP message, not a WSDL."
    case ("discovery", _): return "it is a discovery document; ask for the WSDL that it points to."
    default: return "its root element is \(name), not definitions."
    }
  }
}

/// The result of reading a WSDL.
package struct WSDLReading: Sendable, Hashable {
  /// The description; parts that couldn't be read are missing from it and listed in the diagnostics.
  package let definitions: WSDLDefinitions

  /// The findings for a person, in order; at most ``WSDLLimits/diagnostics`` and one more.
  package let diagnostics: [WSDLDiagnostic]
}
