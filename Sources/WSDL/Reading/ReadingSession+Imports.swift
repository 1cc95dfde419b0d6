import XMLCore

extension ReadingSession {
  /// The next import whose document is needed; `nil` if there is none left.
  ///
  /// Each document is needed once for each namespace that it adopts from an including schema.
  func nextImport() throws(WSDLReadingError) -> WantedImport? {
    while importsSeen < pendingImports.count {
      let pending = pendingImports[importsSeen]
      importsSeen += 1
      guard let document = pending.document, !isDescribedElsewhere(pending),
        wantedDocuments.insert(document).inserted
      else { continue }
      guard wantedDocuments.count <= limits.imports else {
        throw WSDLReadingError(
          code: .tooLarge, location: pending.place.location, underlying: nil,
          reason: "more than \(limits.imports) documents are imported.")
      }
      return WantedImport(pending: pending, document: document)
    }
    return nil
  }

  /// Reads a needed document, or records why it is missing.
  func take(_ source: Result<WSDLSource?, any Error>, for wanted: WantedImport) {
    do {
      guard let source = try source.get() else { return miss(wanted, "it is not available.") }
      let location = source.location ?? wanted.document.location
      let root = try parse(WSDLSource(source.bytes, location: location, charset: source.charset))
      let adopts = wanted.pending.kind.adoptsNamespace && root.token("targetNamespace") == nil
      let adoptedNamespace = adopts ? wanted.pending.namespace : nil
      if let first = readBefore(source.bytes, at: location, adoptedNamespace: adoptedNamespace) {
        // A server that doesn't understand a request may answer with any document it has.
        if first != location { miss(wanted, "it is the same as \(first).", isDouble: true) }
      } else {
        read(root, for: wanted, adoptedNamespace: adoptedNamespace)
      }
    } catch let error as WSDLReadingError {
      miss(wanted, error.reason)
    } catch {
      miss(wanted, "\(error)")
    }
  }

  private func miss(_ wanted: WantedImport, _ reason: String, isDouble: Bool = false) {
    missingDocuments[wanted.document] = MissingDocument(reason: reason, isDouble: isDouble)
  }

  private func read(_ root: SourceNode, for wanted: WantedImport, adoptedNamespace: String?) {
    let pending = wanted.pending
    if root.isNamed("definitions", in: WSDLNamespaces.wsdl) {
      readDefinitions(root, isRoot: false)
    } else if root.isNamed("schema", in: WSDLNamespaces.schema) {
      let own = interned(root.token("targetNamespace")) ?? adoptedNamespace
      if pending.kind != .wsdlImport, own != pending.namespace {
        log.add(
          .error,
          "The \(pending.kind.rawValue) is for namespace \(pending.namespace ?? "none"), but the document"
            + " has \(own ?? "none").", at: pending.place)
      }
      readSchema(root, adoptedNamespace: adoptedNamespace)
    } else {
      miss(
        wanted,
        root.name.lowercased() == "html"
          ? "it is a web page."
          : "its root element is \(root.name.prefix(60)), which is neither WSDL 1.1 nor XML Schema.")
    }
  }

  /// Refuses a description if a document is missing that something refers to.
  ///
  /// - Throws: ``WSDLReadingError`` of code ``WSDLReadingError/Code/incomplete``, which names the first missing
  ///   document.
  func checkImports() throws(WSDLReadingError) {
    let incomplete = Set(references.lazy.filter { !self.isKnown($0) }.map(\.name.namespace))
    for pending in pendingImports {
      guard let document = pending.document else {
        checkNamespaceIsKnown(pending)
        continue
      }
      guard let missing = missing(pending, document) else { continue }
      let location =
        document.location.utf8.count <= 200 ? document.location : document.location.prefix(200) + "…"
      guard pending.kind == .wsdlImport && !missing.isDouble || incomplete.contains(pending.namespace) else {
        if missing.isDouble { continue }
        log.add(
          .warning,
          "The imported document \(location) is not used: \(missing.reason)",
          at: pending.place)
        continue
      }
      throw WSDLReadingError(
        code: .incomplete, location: location, importer: pending.place.location ?? "the WSDL",
        underlying: nil,
        reason: missing.reason)
    }
    pendingImports = []
  }

  private func missing(_ pending: PendingImport, _ document: PendingImport.Document) -> MissingDocument? {
    if let missing = missingDocuments[document] { return missing }
    guard pending.kind == .schemaImport, !isDescribedElsewhere(pending), !knows(namespace: pending.namespace)
    else { return nil }
    return MissingDocument(reason: "it does not describe the namespace \(pending.namespace ?? "none").")
  }

  /// Checks that a schema in the same file satisfies an import without a location.
  private func checkNamespaceIsKnown(_ pending: PendingImport) {
    guard !knows(namespace: pending.namespace) else { return }
    log.add(
      .warning,
      "Namespace \(pending.namespace ?? "none") is imported without a location, and has no schema.",
      at: pending.place)
  }

  /// Whether specifications describe the namespace: it needs no document, and their servers aren't asked for one.
  private func isDescribedElsewhere(_ pending: PendingImport) -> Bool {
    guard let location = pending.location, DocumentLocation.isAddress(location) else { return false }
    return isWellKnown(pending.namespace)
  }

  private func knows(namespace: String?) -> Bool {
    isWellKnown(namespace) || schemaNamespaces.contains(namespace)
  }

  private func isWellKnown(_ namespace: String?) -> Bool {
    let wellKnown = [
      WSDLNamespaces.schema, WSDLNamespaces.soapEncoding, XMLNamespaces.xml, WSDLNamespaces.wsdl,
    ]
    return namespace.map(wellKnown.contains) ?? false
  }
}

/// An import whose document is needed.
struct WantedImport {
  let pending: PendingImport
  let document: PendingImport.Document
}

/// Why an imported document couldn't be read.
struct MissingDocument {
  let reason: String
  /// Whether it was read before, from another location.
  var isDouble = false
}
