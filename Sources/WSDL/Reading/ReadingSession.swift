import XMLCore

/// The state of reading one description: the results so far, and the imports still to read.
///
/// It exists only on one task's stack while a ``WSDLReader`` reads.
final class ReadingSession {
  let limits: WSDLLimits
  var definitions = WSDLDefinitions()
  var log: DiagnosticLog
  var pendingImports: [PendingImport] = []
  /// The number of imports that were examined.
  var importsSeen = 0
  var wantedDocuments: Set<PendingImport.Document> = []
  /// The documents that couldn't be read, each with the reason.
  var missingDocuments: [PendingImport.Document: MissingDocument] = [:]
  /// References found so far, checked after all documents are read.
  var references: [ComponentReference] = []
  /// The components inside `xs:redefine` and `xs:override`.
  var redefinitions: [Redefinition] = []
  /// The namespaces of all schemas so far.
  var schemaNamespaces: Set<String?> = []
  /// The target namespace of the WSDL document being read.
  var targetNamespace: String?
  /// The documents read so far, including the root, each with its location.
  private var documents: [SourceDocument: String] = [:]
  /// The extensions of WSDL that were already ignored.
  var seenExtensions: Set<QualifiedName> = []
  /// The number of entries that may still be examined for all operations together; many can use one large type.
  var contractEntriesLeft = 2_000_000
  private var totalBytes = 0
  private var internedNames: Set<QualifiedName> = []

  init(limits: WSDLLimits) {
    self.limits = limits
    log = DiagnosticLog(limit: limits.diagnostics)
  }

  /// Parses one document, and refuses namespaces that would make reading slow.
  func parse(_ source: WSDLSource) throws(WSDLReadingError) -> SourceNode {
    let (bytes, location) = (source.bytes, source.location)
    totalBytes += bytes.count
    guard totalBytes <= limits.totalBytes else {
      throw WSDLReadingError(
        code: .tooLarge, location: location, underlying: nil,
        reason: "all documents together have more than \(limits.totalBytes) bytes.")
    }
    do {
      let root = try XMLReader(limits: limits.document).read(bytes, charset: source.charset)
      if let reason = excess(in: root, declarationsInScope: 0) {
        throw WSDLReadingError(code: .tooLarge, location: location, underlying: nil, reason: reason)
      }
      return SourceNode(root: root, location: location)
    } catch let error as XMLReadingError {
      throw Self.refusal(error, of: bytes, location: location)
    } catch let error as WSDLReadingError {
      throw error
    } catch {
      throw WSDLReadingError(code: .notXML, location: location, underlying: nil, reason: "\(error)")
    }
  }

  /// The location at which a document was read before; if there is none, it is recorded.
  func readBefore(_ bytes: [UInt8], at location: String?, adoptedNamespace: String?) -> String? {
    let document = SourceDocument(bytes: bytes, adoptedNamespace: adoptedNamespace)
    if let first = documents[document] { return first }
    documents[document] = location ?? "the document that imports it"
    return nil
  }

  private static func refusal(
    _ error: XMLReadingError, of bytes: [UInt8], location: String?
  ) -> WSDLReadingError {
    let code: WSDLReadingError.Code =
      switch error.code {
      case .tooLarge, .tooDeep, .tooManyAttributes, .outOfMemory: .tooLarge
      default: .notXML
      }
    let start = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
    let isPage = start.contains("<!doctype html") || start.contains("<html")
    return WSDLReadingError(
      code: isPage ? .notWSDL : code, location: location, underlying: error,
      reason: isPage ? "it is a web page, not a WSDL." : error.description)
  }

  private func excess(in element: ElementTree, declarationsInScope: Int) -> String? {
    let declarations = element.namespaceDeclarations
    if let long = declarations.first(where: { $0.uri.utf8.count > limits.namespaceLength }) {
      return "the namespace of prefix \"\(long.prefix.prefix(60))\" has more than \(limits.namespaceLength)"
        + " bytes (line \(element.line))."
    }
    let inScope = declarationsInScope + declarations.count
    guard inScope <= limits.namespacesInScope else {
      return "more than \(limits.namespacesInScope) namespaces are in scope (line \(element.line))."
    }
    var found: String?
    element.forEachChild { child in
      if found == nil { found = excess(in: child, declarationsInScope: inScope) }
    }
    return found
  }

  /// Keeps one copy of each namespace for all names in it.
  func interned(_ name: String?) -> String? {
    guard let name, !name.isEmpty else { return nil }
    return internedNames.insert(QualifiedName(name, namespace: nil)).memberAfterInsert.name
  }
}

// MARK: - Attributes with names and numbers

extension ReadingSession {
  /// The name that a component states; a diagnostic if it is missing or isn't a name.
  func componentName(of node: SourceNode) -> String? {
    guard let name = node.token("name"), !name.isEmpty else {
      log.add(.error, "\(node.name) has no name and is left out.", at: node.place)
      return nil
    }
    guard XMLCharacters.isName(name) else {
      log.add(.error, "\"\(name.prefix(80))\" is not an XML name; \(node.name) is left out.", at: node.place)
      return nil
    }
    return name
  }

  /// The qualified name in an attribute; `nil` if the attribute is absent or, with a diagnostic, unusable.
  func qualifiedName(_ attribute: String, of node: SourceNode, in schema: SchemaScope? = nil)
    -> QualifiedName?
  {
    guard let value = node.token(attribute), let name = qualifiedName(value, at: node, in: schema) else {
      return nil
    }
    guard let redefined = schema?.redefined, redefined.name == name,
      attribute == redefined.attribute(of: node)
    else { return name }
    return redefined.original
  }

  /// The name of a message, port type or binding in an attribute.
  ///
  /// Without a prefix it would often be in the namespace of WSDL, which has no such components. Sloppy documents mean
  /// their target namespace.
  func componentReference(_ attribute: String, of node: SourceNode) -> QualifiedName? {
    guard let name = qualifiedName(attribute, of: node) else { return nil }
    guard let targetNamespace, name.namespace == nil || name.namespace == WSDLNamespaces.wsdl else {
      return name
    }
    log.add(
      .warning, "\"\(name.name.prefix(80))\" has no prefix and is assumed to be in the target namespace.",
      at: node.place)
    return QualifiedName(name.name, namespace: targetNamespace)
  }

  func qualifiedName(_ value: String, at node: SourceNode, in schema: SchemaScope? = nil) -> QualifiedName? {
    let pieces = value.split(separator: ":", omittingEmptySubsequences: false)
    guard pieces.count <= 2, pieces.allSatisfy({ XMLCharacters.isName(String($0)) }) else {
      log.add(.error, "\"\(value.prefix(80))\" is not a qualified name.", at: node.place)
      return nil
    }
    let name = String(pieces[pieces.count - 1])
    guard pieces.count == 2 else {
      let namespace = node.element.resolve(prefix: "") ?? schema?.adoptedNamespace
      return QualifiedName(name, namespace: interned(namespace))
    }
    guard let namespace = node.element.resolve(prefix: String(pieces[0])) else {
      log.add(.error, "The prefix of \"\(value.prefix(80))\" is not declared.", at: node.place)
      return nil
    }
    return QualifiedName(name, namespace: interned(namespace))
  }
}

/// The identity of a document: its bytes, and the adopted namespace if it is an included schema without its own.
private struct SourceDocument: Hashable {
  let bytes: [UInt8]
  let adoptedNamespace: String?
}

/// A document to read.
struct PendingImport: Hashable {
  enum Kind: String, Hashable {
    case wsdlImport = "wsdl:import"
    case schemaImport = "xsd:import"
    case schemaInclude = "xsd:include"
    case schemaRedefine = "xsd:redefine"

    /// Whether a document without a namespace is in that of the document that refers to it.
    var adoptsNamespace: Bool { self == .schemaInclude || self == .schemaRedefine }
  }

  let kind: Kind
  let namespace: String?
  let location: String?
  let place: SourcePlace

  /// The identity of an imported document: an included schema without a namespace adopts that of the including one.
  struct Document: Hashable {
    let location: String
    let adoptedNamespace: String?
  }

  /// The document to import; `nil` if no location is stated.
  var document: Document? {
    guard let location, !location.isEmpty else { return nil }
    return Document(
      location: DocumentLocation.resolve(location, against: place.location),
      adoptedNamespace: kind.adoptsNamespace ? namespace : nil)
  }
}

/// A reference from one component to another, which is checked after everything is read.
struct ComponentReference {
  enum Kind: String {
    case type, element, group, attribute, attributeGroup = "attribute group"
    case message, portType = "port type", binding
  }

  let kind: Kind
  let name: QualifiedName
  let place: SourcePlace
}

/// The settings of a schema for all its components.
struct SchemaScope {
  let targetNamespace: String?

  /// The namespace of the including schema, which applies to names without a namespace (XML Schema Part 1, 4.2.1).
  let adoptedNamespace: String?

  let qualifiesElements: Bool
  let qualifiesAttributes: Bool

  /// The component that is redefined here; it refers to itself to mean the original.
  var redefined: Redefined?

  func name(_ local: String) -> QualifiedName { QualifiedName(local, namespace: targetNamespace) }
}

/// A component inside `xs:redefine` or `xs:override`, with the settings of its schema.
struct Redefinition {
  let node: SourceNode
  let scope: SchemaScope
  /// Whether it may refer to the original, as in `xs:redefine`.
  let keepsOriginal: Bool
}

/// A component of `xs:redefine` (XML Schema part 1, section 4.2.2).
struct Redefined {
  let name: QualifiedName
  let original: QualifiedName
  let kind: String

  /// - Parameters:
  ///   - kind: The name of the component's element.
  ///   - name: The component's name.
  ///   - number: The number of the redefinition.
  init(_ kind: String, _ name: QualifiedName, number: Int) {
    self.kind = kind
    self.name = name
    // No component in a document can have such a name.
    original = QualifiedName("\(name.name) before redefinition \(number)", namespace: name.namespace)
  }

  /// The attribute of a node that may mean the original: `base` of a type, `ref` of a group.
  func attribute(of node: SourceNode) -> String? {
    kind.hasSuffix("Type") ? "base" : node.name == kind ? "ref" : nil
  }
}

/// Collects diagnostics up to a limit, each once.
struct DiagnosticLog {
  private(set) var diagnostics: [WSDLDiagnostic] = []
  private var known: Set<WSDLDiagnostic> = []
  private var leftOut = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  mutating func add(_ severity: WSDLDiagnostic.Severity, _ message: String, at place: SourcePlace?) {
    guard diagnostics.count < limit else {
      leftOut += 1
      return
    }
    let diagnostic = WSDLDiagnostic(severity: severity, message: message, place: place)
    if known.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// The diagnostics, with the number of those beyond the limit.
  var complete: [WSDLDiagnostic] {
    guard leftOut > 0 else { return diagnostics }
    return diagnostics + [
      WSDLDiagnostic(severity: .error, message: "\(leftOut) further findings are not listed.", place: nil)
    ]
  }
}
