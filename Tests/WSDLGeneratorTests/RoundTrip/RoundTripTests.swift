import Foundation
import KakapoProvision
import TestServers
import Testing
import WSDL
import XMLCore

/// Random documents of each type, read by the generated code, written again and checked by libxml2.
///
/// What is not written again is lost, and what libxml2 objects to would be refused by a service.
@Suite struct RoundTripTests {
  private static let typed: [any RoundTripSample] = [
    TypeSample<Typed.ReportResult>("ReportResult"), TypeSample<Typed.ArrayOfString>("ArrayOfString"),
    TypeSample<Typed.ArrayOfEntry>("ArrayOfEntry"), TypeSample<Typed.Entry>("Entry"),
    TypeSample<Typed.Node>("Node"), TypeSample<Typed.AnyHolder>("Holder"), TypeSample<Typed.Person>("Person"),
    TypeSample<Typed.Company>("Company"),
  ]
  private static let kinds: [any RoundTripSample] = [
    TypeSample<Kinds.Address>("Address"), TypeSample<Kinds.AnyShape>("Shape"),
    TypeSample<Kinds.Circle>("Circle"), TypeSample<Kinds.Fixed>("Fixed"), TypeSample<Kinds.Texts>("Texts"),
    TypeSample<Kinds.Everything>("Everything"), TypeSample<Kinds.Twice>("Twice"),
    TypeSample<Kinds.AnyAnimal>("Animal"), TypeSample<Kinds.Lion>("Lion"), TypeSample<Kinds.Lists>("Lists"),
    TypeSample<Kinds.ArrayOfString>("ArrayOfString"), TypeSample<Kinds.Tree>("Tree"),
    TypeSample<Kinds.Choices>("Choices"), TypeSample<Kinds.Unordered>("Unordered"),
    TypeSample<Kinds.OrderParameters>("Order"), TypeSample<Kinds.Order.Output>("OrderResponse"),
  ]
  /// The types without code of their own: they are only a base of others, or only read as the common result.
  private static let others: Set<String> = ["Named", "Cat", "ProvisionResult"]

  @Test(
    "Every type of the samples is read, written and valid again, with nothing lost",
    arguments: ["Typed", "Kinds"])
  func everyType(fixture: String) throws {
    let samples = fixture == "Typed" ? Self.typed : Self.kinds
    let definitions = try GeneratorSupport.reading(fixture).definitions
    let namespace = definitions.targetNamespace
    let folder = try TestSchema(fixture, of: samples.map(\.name), in: definitions)
    let validator = try SchemaValidator(file: folder.file)
    let named = definitions.schemas.types.all.compactMap { type -> String? in
      guard case .complex = type, let name = type.name, XMLCharacters.isName(name.name) else { return nil }
      return name.name
    }
    #expect(Set(named).subtracting(Self.others) == Set(samples.map(\.name)).subtracting(TestSchema.elements))
    for (number, sample) in samples.enumerated() {
      for isCanonical in [true, false] {
        var generator = InstanceGenerator(
          definitions.schemas, random: Dice(seed: UInt64(number * 2 + (isCanonical ? 0 : 1))),
          isCanonical: isCanonical)
        var valid = 0
        for _ in 0..<20_000 where valid < 500 {
          let type = try #require(TestSchema.type(of: sample.name, in: definitions))
          let document = generator.element(
            named: QualifiedName(TestSchema.element(for: sample.name), namespace: namespace), of: type)
          guard validator.objection(to: document) == nil else { continue }
          valid += 1
          guard let loss = try loss(of: document, as: sample, validator, isCanonical: isCanonical) else {
            continue
          }
          Issue.record("\(sample.name): \(loss)\n\(document)")
          break
        }
        #expect(valid == 500, "\(sample.name): too few documents, or one that was lost")
      }
    }
  }

  /// Types that zeep can't be asked about: it knows neither `xs:redefine` nor the elements of a substitution group.
  private static let unknownToZeep: Set<String> = [
    "Address", "Choices", "Everything", "Order", "OrderResponse",
  ]

  /// A folder for documents that another SOAP stack reads and writes; see `Tests/Interop`.
  private static let exchange = ProcessInfo.processInfo.environment["KAKAPO_EXCHANGE"].map {
    URL(filePath: $0, directoryHint: .isDirectory)
  }

  @Test(
    "zeep reads what the samples write, and the samples read what zeep writes", .enabled(if: exchange != nil))
  func exchangeWithZeep() throws {
    let exchange = try #require(Self.exchange)
    var read = 0
    for (fixture, samples) in [("Typed", Self.typed), ("Kinds", Self.kinds)] {
      let definitions = try GeneratorSupport.reading(fixture).definitions
      let schema = try TestSchema(fixture, of: samples.map(\.name), in: definitions)
      let validator = try SchemaValidator(file: schema.file)
      let folder = exchange.appending(path: fixture, directoryHint: .isDirectory)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (seed, sample) in samples.enumerated() where !Self.unknownToZeep.contains(sample.name) {
        let type = try #require(TestSchema.type(of: sample.name, in: definitions))
        var generator = InstanceGenerator(
          definitions.schemas, random: Dice(seed: UInt64(seed)), isCanonical: true)
        for number in 0..<200 {
          let document = generator.element(
            named: QualifiedName(
              TestSchema.element(for: sample.name), namespace: definitions.targetNamespace),
            of: type)
          guard validator.objection(to: document) == nil else { continue }
          let written = try sample.rewritten(XMLReader().read(Array(document.utf8)))
          let file = folder.appending(path: "\(sample.name)-\(number).xml")
          try written.write(to: file, atomically: true, encoding: .utf8)
          let answer = file.deletingPathExtension().appendingPathExtension("back")
          // zeep writes some values in a form that the schema doesn't allow, such as the year 1 with one digit.
          guard let back = try? String(contentsOf: answer, encoding: .utf8),
            validator.objection(to: back) == nil
          else { continue }
          read += 1
          let received = try XMLReader().read(Array(back.utf8))
          let again = try sample.rewritten(received)
          #expect(validator.objection(to: again) == nil)
          #expect(try sample.isEqual(received, XMLReader().read(Array(again.utf8))), "\(back)")
        }
      }
    }
    let isFirst = try FileManager.default.subpathsOfDirectory(atPath: exchange.path()).allSatisfy {
      !$0.hasSuffix(".back")
    }
    #expect(isFirst || read > 1000, "\(read)")
  }

  /// What is wrong with a document that was read and written again; `nil` if nothing is.
  private func loss(
    of document: String, as sample: any RoundTripSample, _ validator: SchemaValidator, isCanonical: Bool
  ) throws -> String? {
    let received = try XMLReader().read(Array(document.utf8))
    let written: String
    do {
      written = try sample.rewritten(received)
      if let objection = validator.objection(to: written) { return "\(objection) in \(written)" }
      let tree = try XMLReader().read(Array(written.utf8))
      if isCanonical { return Outline(tree) == Outline(received) ? nil : "written as \(written)" }
      let again = try sample.rewritten(tree)
      return again == written ? nil : "written as \(written) and then as \(again)"
    } catch let error as TypedValueError {
      return "\(error)"
    }
  }
}

/// A type with its generated code.
protocol RoundTripSample: Sendable {
  var name: String { get }

  /// Reads an element, and writes its value into an element with the same name.
  func rewritten(_ element: ElementTree) throws -> String

  /// Whether two elements have the same value.
  func isEqual(_ left: ElementTree, _ right: ElementTree) throws -> Bool
}

private struct TypeSample<Value: TypedValue>: RoundTripSample {
  let name: String

  init(_ name: String) { self.name = name }

  func rewritten(_ element: ElementTree) throws -> String {
    let value = try Value(from: TypedElement(element))
    let call = Call(value: value, name: element.name, namespace: element.namespace ?? "")
    let request = try SOAPRequest(
      wrapper: nil, namespace: "", action: "", parameters: call.written().children)
    let text = String(decoding: request.body, as: UTF8.self)
    return String(text.trimmingPrefix(/.*?<soap:Body>/).replacing("</soap:Body></soap:Envelope>", with: ""))
  }

  func isEqual(_ left: ElementTree, _ right: ElementTree) throws -> Bool {
    try Value(from: TypedElement(left)) == Value(from: TypedElement(right))
  }

  private struct Call: ProvisionOperation {
    static var contract: OperationDescription {
      OperationDescription(
        "Call", soapAction: nil, request: MessageDescription(nil, ""), answer: nil, result: nil, login: nil)
    }

    let value: Value
    let name: String
    let namespace: String

    func encode(into writer: inout TypedWriter) throws(TypedValueError) {
      try writer.element(value, name, namespace)
    }
  }
}

/// The parameters of an operation, read as well as written.
extension Kinds {
  fileprivate struct OrderParameters: TypedValue {
    let order: Order

    init(from element: TypedElement) throws(TypedValueError) {
      order = Order(
        address: try element.element("address", Kinds.namespace1),
        fixed: try element.optional("fixed", Kinds.namespace1),
        shape: try element.group(), remark: try element.repeatedGroup(),
        texts: try element.element("texts", Kinds.namespace1))
    }

    func encode(into writer: inout TypedWriter) throws(TypedValueError) { try order.encode(into: &writer) }
  }
}

/// What an element says, without prefixes.
private struct Outline: Equatable {
  private let name: String
  private let attributes: [String]
  private let text: String
  private let children: [Outline]

  init(_ element: ElementTree) {
    name = "{\(element.namespace ?? "")}\(element.name)"
    attributes =
      element.attributes.filter { $0.name != "type" || $0.namespace != XMLNamespaces.schemaInstance }
      .map { "{\($0.namespace ?? "")}\($0.name)=\($0.value)" }.sorted()
      + [TypedElement(element).declaredType.map { "{\($0.namespace)}\($0.name)" } ?? ""]
    children = element.children.map(Outline.init)
    text = children.isEmpty || element.hasText ? element.text : ""
  }
}

/// The schema of an example with a global element for each type.
private final class TestSchema {
  /// The global elements that have a type of their own.
  static let elements: Set<String> = ["Order", "OrderResponse"]

  let file: URL
  private let folder: URL

  init(_ fixture: String, of types: [String], in definitions: WSDLDefinitions) throws {
    let source = Repository.root.appending(path: "Fixtures/WSDL")
    folder = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID().uuidString)")
    file = folder.appending(path: "all.xsd")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let namespace = definitions.targetNamespace ?? ""
    var schema = source.appending(path: "\(fixture).xsd")
    if !FileManager.default.fileExists(atPath: schema.path()) {
      schema = folder.appending(path: "inline.xsd")
      try Self.inlineSchema(of: source.appending(path: "\(fixture).wsdl")).write(
        to: schema, atomically: true, encoding: .utf8)
    }
    let elements = types.filter { !Self.elements.contains($0) }.map {
      "<xs:element name=\"\(Self.element(for: $0))\" type=\"t:\($0)\"/>"
    }
    try """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="\(namespace)" targetNamespace="\(namespace)">
    <xs:include schemaLocation="\(schema.absoluteString)"/>\(elements.joined())</xs:schema>
    """.write(to: file, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static func element(for type: String) -> String { elements.contains(type) ? type : "any-\(type)" }

  static func type(of name: String, in definitions: WSDLDefinitions) -> SchemaTypeReference? {
    let name = QualifiedName(name, namespace: definitions.targetNamespace)
    return elements.contains(name.name) ? definitions.schemas.elements[name]?.type : .named(name)
  }

  /// The schema inside a WSDL, with the namespaces of the elements around it.
  private static func inlineSchema(of wsdl: URL) throws -> String {
    let text = try String(contentsOf: wsdl, encoding: .utf8)
    let start = try #require(text.range(of: "<s:schema"))
    let end = try #require(text.range(of: "</s:schema>"))
    let declarations = text[..<start.lowerBound].matches(of: /xmlns:\w+="[^"]*"/).map { String($0.output) }
    return "<s:schema " + declarations.joined(separator: " ") + text[start.upperBound..<end.upperBound]
  }
}
