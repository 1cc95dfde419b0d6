import WSDL

/// Writes random elements that follow a schema.
///
/// Facets other than enumerations are not followed: a validator has to leave out what they forbid.
struct InstanceGenerator {
  private let schemas: SchemaSet
  private var random: any RandomNumberGenerator
  /// Whether all texts are such as generated code writes them.
  private let isCanonical: Bool
  private var depth = 0

  init(_ schemas: SchemaSet, random: any RandomNumberGenerator, isCanonical: Bool) {
    self.schemas = schemas
    self.random = random
    self.isCanonical = isCanonical
  }

  /// An element of a type.
  mutating func element(named name: QualifiedName, of type: SchemaTypeReference) -> String {
    element(name, type, isNillable: false, defaultValue: nil, fixedValue: nil)
  }

  private mutating func element(
    _ name: QualifiedName, _ type: SchemaTypeReference, isNillable: Bool, defaultValue: String?,
    fixedValue: String?
  ) -> String {
    depth += 1
    defer { depth -= 1 }
    var attributes = " xmlns=\"\(name.namespace ?? "")\""
    if isNillable, chance(3) {
      attributes += " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\""
      return "<\(name.name)\(attributes)/>"
    }
    var content = ""
    switch schemas.type(type) {
    case .complex(let complex)?:
      var chosen = complex
      if let declared = complex.name {
        let all = ([complex] + schemas.derivedTypes(from: declared)).filter { !$0.isAbstract }
        chosen = all.randomElement(using: &random) ?? complex
        if let actual = chosen.name, actual != declared || !isCanonical && chance(5) {
          attributes +=
            " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:t=\"\(actual.namespace ?? "")\""
            + " i:type=\"t:\(actual.name)\""
        }
      }
      attributes += self.attributes(of: chosen)
      content = self.content(of: chosen)
    default:
      content = fixedValue ?? text(of: type)
      if defaultValue != nil, isCanonical, content.isEmpty { content = defaultValue ?? "" }
    }
    return "<\(name.name)\(attributes)>\(content)</\(name.name)>"
  }

  // MARK: - Content

  private mutating func content(of type: ComplexType) -> String {
    let flattened = schemas.content(of: type)
    if let text = flattened.text { return self.text(of: text) }
    var line = [type]
    while let base = line.last?.derivation?.base, case .complex(let next)? = schemas.types[base] {
      line.append(next)
    }
    var result = ""
    for type in line.reversed() {
      if case .restriction? = type.derivation { result = "" }
      if case .elements(let particle) = type.content { result += self.content(of: particle) }
    }
    return result
  }

  private mutating func content(of particle: SchemaParticle) -> String {
    var result = ""
    switch particle {
    case .element(let element): repeating(element.occurs) { result += $0.element(element) }
    case .elementReference(let reference):
      if let group = schemas.substitutionGroup(of: reference) { return content(of: .group(group)) }
      guard let element = schemas.elements[reference.name] else { return "" }
      repeating(reference.occurs) { result += $0.element(element) }
    case .group(let group): repeating(group.occurs) { result += $0.once(group) }
    case .groupReference(let reference):
      guard let group = schemas.groups[reference.name]?.content else { return "" }
      repeating(reference.occurs) { result += $0.content(of: .group(group)) }
    case .any(let wildcard):
      repeating(wildcard.occurs) { _ in
        result += "<v:extra xmlns:v=\"urn:vendor\" v:x=\"1\"><v:b>a</v:b></v:extra>"
      }
    }
    return result
  }

  private mutating func once(_ group: SchemaGroup) -> String {
    switch group.compositor {
    case .sequence: return group.particles.map { content(of: $0) }.joined()
    case .all:
      let particles = isCanonical ? group.particles : group.particles.shuffled(using: &random)
      return particles.map { content(of: $0) }.joined()
    case .choice: return group.particles.randomElement(using: &random).map { content(of: $0) } ?? ""
    }
  }

  private mutating func element(_ element: SchemaElement) -> String {
    self.element(
      element.name, element.type, isNillable: element.isNillable, defaultValue: element.defaultValue,
      fixedValue: element.fixedValue)
  }

  private mutating func attributes(of type: ComplexType) -> String {
    var result = ""
    for attribute in schemas.content(of: type).attributes {
      let isPresent =
        attribute.use == .required || isCanonical && attribute.defaultValue ?? attribute.fixedValue != nil
      guard isPresent || chance(2) else { continue }
      let value = (attribute.fixedValue ?? text(of: attribute.type)).replacing("\"", with: "&quot;")
      // A parser makes blanks of the line breaks in an attribute.
      let line = value.replacing("\n", with: "&#10;").replacing("\t", with: "&#9;")
      if let namespace = attribute.name.namespace {
        result += " xmlns:a=\"\(namespace)\" a:\(attribute.name.name)=\"\(line)\""
      } else {
        result += " \(attribute.name.name)=\"\(line)\""
      }
    }
    return result
  }

  // MARK: - Text

  private mutating func text(of type: SchemaTypeReference) -> String {
    if let builtIn = type.builtIn {
      return TextValues.all(of: builtIn, isCanonical: isCanonical).randomElement(using: &random) ?? ""
    }
    guard case .simple(let simple)? = schemas.type(type) else { return "" }
    let values = schemas.values(of: type).enumeration
    if let value = values.randomElement(using: &random) {
      return isCanonical || chance(2) ? value : " \(value)\n"
    }
    switch simple.variety {
    case .restriction(let base, _):
      let text = text(of: base)
      guard isCanonical, schemas.whiteSpace(of: type) == .collapse else { return text }
      return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    case .list(let item):
      let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in text(of: item) }
      return items.filter { !$0.isEmpty }.joined(separator: " ")
    case .union(let members): return members.randomElement(using: &random).map { text(of: $0) } ?? ""
    }
  }

  // MARK: - Chance

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private mutating func repeating(_ occurs: Occurrence, _ body: (inout InstanceGenerator) -> Void) {
    let most = depth > 6 ? occurs.minimum : min(occurs.maximum ?? .max, occurs.minimum + 3)
    guard most >= occurs.minimum else { return }
    for _ in 0..<Int.random(in: occurs.minimum...most, using: &random) { body(&self) }
  }
}
