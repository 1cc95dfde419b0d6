import XMLCore

extension ReadingSession {
  /// Reads what is imported, and what that imports, each document once for each namespace it is wanted for.
  func readImports(_ load: (String) throws -> [UInt8]?) {
    var wanted: Set<PendingImport.Document> = []
    var withoutLocation: [PendingImport] = []
    var count = 0
    var next = 0
    while next < pendingImports.count {
      let pending = pendingImports[next]
      next += 1
      guard let document = pending.document else {
        withoutLocation.append(pending)
        continue
      }
      guard wanted.insert(document).inserted else { continue }
      guard count < limits.imports else {
        log.add(
          .error, "More than \(limits.imports) documents are imported; the rest is not read.",
          at: pending.place)
        break
      }
      count += 1
      read(pending, at: document.location, with: load)
    }
    pendingImports = []
    withoutLocation.forEach(checkNamespaceIsKnown)
  }

  private func read(
    _ pending: PendingImport, at location: String, with load: (String) throws -> [UInt8]?
  ) {
    let shown = location.utf8.count <= 200 ? location : "\(location.prefix(200))…"
    do {
      guard let bytes = try load(location) else {
        let severity: WSDLDiagnostic.Severity = knows(namespace: pending.namespace) ? .warning : .error
        log.add(severity, "The imported document \(shown) is not to be had.", at: pending.place)
        return
      }
      let root = try parse(bytes, charset: nil, location: location)
      let adopts = pending.kind == .schemaInclude && root.token("targetNamespace") == nil
      let adoptedNamespace = adopts ? pending.namespace : nil
      guard isNew(bytes, adoptedNamespace: adoptedNamespace) else { return }
      read(root, for: pending, adoptedNamespace: adoptedNamespace)
    } catch {
      log.add(.error, "The imported document \(shown) cannot be read: \(error)", at: pending.place)
    }
  }

  private func read(_ root: SourceNode, for pending: PendingImport, adoptedNamespace: String?) {
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
      log.add(
        .error,
        "The imported document has the root element \(root.name.prefix(60)), which is neither WSDL 1.1 nor XML Schema.",
        at: pending.place)
    }
  }

  /// An import without a location is satisfied by a schema in the same file.
  private func checkNamespaceIsKnown(_ pending: PendingImport) {
    guard !knows(namespace: pending.namespace) else { return }
    log.add(
      .warning,
      "Namespace \(pending.namespace ?? "none") is imported without a location, and no schema for it is here.",
      at: pending.place)
  }

  private func knows(namespace: String?) -> Bool {
    let wellKnown = [
      WSDLNamespaces.schema, WSDLNamespaces.soapEncoding, XMLNamespaces.xml, WSDLNamespaces.wsdl,
    ]
    if let namespace, wellKnown.contains(namespace) { return true }
    return schemaNamespaces.contains(namespace)
  }
}

extension PendingImport {
  /// What makes two imports the same: an included schema without a namespace takes that of the includer.
  struct Document: Hashable {
    let location: String
    let adoptedNamespace: String?
  }

  var document: Document? {
    guard let location, !location.isEmpty else { return nil }
    return Document(
      location: Self.resolve(location, against: place.location),
      adoptedNamespace: kind == .schemaInclude ? namespace : nil)
  }

  /// Puts a relative location together with that of the document it stands in.
  static func resolve(_ location: String, against base: String?) -> String {
    guard !location.contains("://"), !location.hasPrefix("/"), let base,
      let slash = base.lastIndex(of: "/")
    else { return location }
    return normalized(base[...slash] + location)
  }

  /// Takes `.` and `..` out, so that one document has one location.
  private static func normalized(_ location: some StringProtocol) -> String {
    var steps: [Substring] = []
    for step in String(location).split(separator: "/", omittingEmptySubsequences: false) {
      if step == "." { continue }
      if step == "..", let last = steps.last, last != "..", !last.isEmpty, !last.hasSuffix(":") {
        steps.removeLast()
      } else {
        steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}
