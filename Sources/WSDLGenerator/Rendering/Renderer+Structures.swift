import WSDL

extension Renderer {
  mutating func render(_ structure: Structure, isArray: Bool, _ text: inout SourceText) {
    let name = bareName(structure.name)
    text.documentation(
      structure.isGroup
        ? "A group of elements." : summary(of: "The type", structure.wireName, name),
      paragraphs(structure.documentation))
    let conformance = isArray ? "TypedArray" : structure.isGroup ? "TypedGroup" : "TypedValue"
    var members = structure.members
    if isArray { members[0].property = "items" }
    var renderer = self
    text.block("\(access)struct \(name): \(conformance)") { text in
      if isArray, let type = members.first?.itemType {
        text.documentation("An item of the list.")
        text.line("\(renderer.access)typealias Element = \(type)")
        text.line()
      }
      renderer.renderProperties(members, &text)
      if structure.isGroup {
        renderer.renderGroup(
          [members.flatMap(\.elementNames)], repeatable: members.flatMap(\.repeatableNames), &text)
      }
      renderer.renderDecoding(members, of: structure, isArray: isArray, &text)
      text.line()
      renderer.renderEncoding(members, "Writes the value.", &text)
    }
    self = renderer
  }

  /// The properties, and the initialiser that takes them.
  mutating func renderProperties(_ members: [Member], _ text: inout SourceText) {
    let members = members.filter { !$0.isConstant }
    for member in members {
      text.documentation(summary(of: member), paragraphs(member.documentation))
      let wrapper = member.isIndirect ? "@Indirect " : ""
      text.line("\(wrapper)\(access)var \(SwiftIdentifier.quoted(member.property)): \(member.swiftType)")
    }
    if !members.isEmpty { text.line() }
    text.documentation("Makes a value.")
    if !members.isEmpty {
      text.documentation(parameters: members.map { ($0.property, argumentSummary(of: $0)) })
    }
    text.function("\(access)init", members.map(\.parameter)) { text in
      for member in members {
        let name = SwiftIdentifier.quoted(member.property)
        text.assignment("self.\(name)", member.isGivenAsText ? "Secret(\(name))" : name)
      }
    }
    text.line()
  }

  mutating func renderGroup(
    _ alternatives: [[NamespacedName]], repeatable: [NamespacedName], _ text: inout SourceText
  ) {
    text.documentation("The names of the elements, for each alternative.")
    text.line("\(access)static let alternatives: [[TypedName]] = [")
    let separator = alternatives.count > 1 ? "," : ""
    for names in alternatives {
      text.indented { text in text.list("", names.map { name(of: $0) }, tail: separator) }
    }
    text.line("]")
    text.line()
    text.documentation("The names of the elements that may be repeated.")
    var seen: Set<NamespacedName> = []
    text.list(
      "\(access)static let repeatable: Set<TypedName> = ",
      repeatable.filter { seen.insert($0).inserted }.map { name(of: $0) })
    text.line()
  }

  private mutating func name(of name: NamespacedName) -> String {
    "TypedName(\(arguments(name).joined(separator: ", ")))"
  }

  private mutating func renderDecoding(
    _ members: [Member], of structure: Structure, isArray: Bool, _ text: inout SourceText
  ) {
    text.documentation("Reads the value.")
    text.documentation(
      parameters: [("element", "The element.")],
      throws: "`TypedValueError` if its content is something else.")
    var renderer = self
    text.function(
      "\(access)init", ["from element: TypedElement"], "throws(TypedValueError)"
    ) { text in
      let known = members.flatMap(\.elementNames)
      let hasText = members.contains { if case .text = $0.kind { true } else { false } }
      if !structure.isGroup, !hasText { text.line("try element.requireNoText()") }
      if isArray, let item = known.first {
        text.call("try element.requireOnly", renderer.arguments(item))
      }
      for member in members {
        let property = SwiftIdentifier.quoted(member.property)
        renderer.renderReading(
          member, member.isConstant ? "let _: \(member.swiftType) = " : "self.\(property) = ",
          from: "element", known: known, &text)
      }
    }
    self = renderer
  }

  /// Reads one member.
  mutating func renderReading(
    _ member: Member, _ target: String, from element: String, known: [NamespacedName],
    _ text: inout SourceText
  ) {
    let rules = member.rules.map { ["rules: \($0.swift)"] } ?? []
    switch member.kind {
    case .element(let name, let cardinality):
      var source = element
      if let (number, isLast) = member.occurrence {
        let place = ["\(number)", "isLast: \(isLast)"] + arguments(name)
        source += ".occurrence(\(place.joined(separator: ", ")))"
      }
      text.call("\(target)try \(source).\(cardinality.reader)", arguments(name) + rules)
    case .attribute(let name, let isRequired):
      text.call(
        "\(target)try \(element).\(isRequired ? "attribute" : "optionalAttribute")", arguments(name) + rules)
    case .text: text.call("\(target)try \(element).text", rules)
    case .group(let cardinality): text.call("\(target)try \(element).\(cardinality.groupReader)", [])
    case .any:
      text.list("\(target)\(element).any(except: ", known.map { name(of: $0) }, tail: ")")
    case .license, .header: break
    }
  }

  mutating func renderEncoding(_ members: [Member], _ summary: String, _ text: inout SourceText) {
    text.documentation(summary)
    text.documentation(
      parameters: [("writer", "The element to write into.")],
      throws: "`TypedValueError` for a value that can't be sent.")
    var renderer = self
    text.function(
      "\(access)func encode", ["into writer: inout TypedWriter"], "throws(TypedValueError)"
    ) { text in
      for member in members { renderer.renderWriting(member, &text) }
    }
    self = renderer
  }

  private mutating func renderWriting(_ member: Member, _ text: inout SourceText) {
    var value = "self.\(SwiftIdentifier.quoted(member.property))"
    if let fixed = member.rules?.fixedValue {
      if member.isConstant {
        value = SwiftLiteral.string(fixed)
      } else if let name = member.wireNames.first {
        let names = [SwiftLiteral.string(fixed), SwiftLiteral.string(name)]
        switch member.kind {
        case .element(_, .optionalNillable): text.call("try writer.requireFixed", [value + "?.value"] + names)
        case .element(_, let cardinality) where cardinality.isRepeated:
          text.call("for value in \(value) { try writer.requireFixed", ["value"] + names, " }")
        default: text.call("try writer.requireFixed", [value] + names)
        }
      }
    }
    switch member.kind {
    case .header(let name): text.call("try writer.header", [value] + arguments(name))
    case .element(let name, let cardinality):
      text.call("try writer.\(cardinality.writer)", [value] + arguments(name))
    case .attribute(let name, _): text.call("try writer.attribute", [value] + arguments(name))
    case .text: text.call("try writer.text", [value])
    case .group: text.call("try writer.content", [value])
    case .any: text.call("try writer.any", [value])
    case .license(let application, let type):
      text.call(
        "writer.license",
        [value, SwiftLiteral.string(application.name), SwiftLiteral.string(type.name)]
          + [constant(application.namespace)])
    }
  }

  /// What a parameter of an initializer or method is.
  func argumentSummary(of member: Member) -> String {
    summary(of: member) + (member.isGivenAsText ? " It is never printed." : "")
  }

  func summary(of member: Member) -> String {
    if let sentence = member.sentence { return sentence }
    return switch member.kind {
    case .element(let name, _): "\(code(name.name)) on the wire."
    case .header(let name): "The header \(code(name.name)); without it, none is sent."
    case .attribute(let name, _): "The attribute \(code(name.name))."
    case .text: "The text of the element."
    case .group(.repeated): "Groups of elements, in order."
    case .group: "One of several elements."
    case .any: "The elements that the WSDL does not name."
    case .license: "The licence: application and type in one value."
    }
  }
}

extension Member.Rules {
  /// The rules as Swift.
  var swift: String {
    var arguments: [String] = []
    if let defaultValue { arguments.append("default: \(SwiftLiteral.string(defaultValue))") }
    if let fixedValue { arguments.append("fixed: \(SwiftLiteral.string(fixedValue))") }
    if whiteSpace != .preserve { arguments.append("whiteSpace: .\(whiteSpace.rawValue)") }
    return "TextRules(\(arguments.joined(separator: ", ")))"
  }
}

extension Member {
  /// Whether callers give a secret as text, which the initializer wraps.
  ///
  /// So it is for a parameter that is known to be a secret, and not for one that is only called like one.
  var isGivenAsText: Bool { sentence != nil && swiftType == "Secret" }

  /// The type of the property.
  var swiftType: String {
    switch kind {
    case .element(_, let cardinality), .group(let cardinality): cardinality.type(of: type.swift)
    case .attribute(_, let isRequired): isRequired ? type.swift : type.swift + "?"
    case .header: type.swift + "?"
    case .text, .license: type.swift
    case .any: "[AnyElement]"
    }
  }

  /// The type of one item of a repeated element.
  var itemType: String? {
    switch kind {
    case .element(_, .repeated): type.swift
    case .element(_, .repeatedNillable): type.swift + "?"
    default: nil
    }
  }

  /// The parameter of an initialiser, with a default if the value is optional.
  var parameter: String {
    let type = isGivenAsText ? "String" : swiftType
    let value =
      fixedLiteral.map { " = \($0)" }
      ?? (type.hasSuffix("?") ? " = nil" : type.hasPrefix("[") ? " = []" : "")
    return "\(property): \(type)\(value)"
  }

  /// The parameter of a protocol's requirement, which has no default.
  var requirement: String { "\(property): \(isGivenAsText ? "String" : swiftType)" }

  /// The names that may be repeated.
  var repeatableNames: [NamespacedName] {
    switch kind {
    case .element(let name, let cardinality) where cardinality.isRepeated: [name]
    case .group: groupNames
    default: []
    }
  }
}

extension Cardinality {
  func type(of value: String) -> String {
    switch self {
    case .required: value
    case .optional, .nillable: value + "?"
    case .optionalNillable: "Nillable<\(value)>?"
    case .repeated: "[\(value)]"
    case .repeatedNillable: "[\(value)?]"
    }
  }

  var reader: String {
    switch self {
    case .required: "element"
    case .optional, .nillable: "optional"
    case .optionalNillable: "optionalNillable"
    case .repeated: "repeated"
    case .repeatedNillable: "repeatedNillable"
    }
  }

  var writer: String {
    switch self {
    case .required: "element"
    case .optional: "optional"
    case .nillable: "nillable"
    case .optionalNillable: "optionalNillable"
    case .repeated: "repeated"
    case .repeatedNillable: "repeatedNillable"
    }
  }

  var groupReader: String {
    switch self {
    case .required, .nillable: "group"
    case .optional, .optionalNillable: "optionalGroup"
    case .repeated, .repeatedNillable: "repeatedGroup"
    }
  }
}
