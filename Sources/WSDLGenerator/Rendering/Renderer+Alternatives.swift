extension Renderer {
  mutating func render(_ choice: Choice, _ text: inout SourceText) {
    let name = bareName(choice.name)
    var renderer = self
    text.documentation("One of several elements of \(code(choice.owner)).")
    text.block("\(access)indirect enum \(name): TypedGroup") { text in
      for alternative in choice.alternatives {
        text.documentation(
          alternative.element.map { "\(renderer.code($0.name.name)) on the wire." }
            ?? "A group of elements.")
        text.line(
          "case \(SwiftIdentifier.quoted(alternative.name))(\(alternative.swiftType))")
      }
      text.line()
      renderer.renderGroup(
        choice.alternatives.map(\.names), repeatable: choice.repeatable, &text)
      text.documentation("Reads the value.")
      text.documentation(
        parameters: [("element", "The element.")],
        throws: "`TypedValueError` if no alternative is complete.")
      text.function(
        "\(renderer.access)init", ["from element: TypedElement"], "throws(TypedValueError)"
      ) { text in renderer.renderReading(choice, &text) }
      text.line()
      text.documentation("Writes the value.")
      text.documentation(
        parameters: [("writer", "The element to write into.")],
        throws: "`TypedValueError` for a value that can't be sent.")
      text.function(
        "\(renderer.access)func encode", ["into writer: inout TypedWriter"], "throws(TypedValueError)"
      ) { text in
        text.line("switch self {")
        for alternative in choice.alternatives {
          text.line("case .\(SwiftIdentifier.quoted(alternative.name))(let value):")
          text.indented { text in
            if let (name, cardinality) = alternative.element {
              if let fixed = alternative.rules?.fixedValue, cardinality == .required {
                text.call(
                  "try writer.requireFixed",
                  ["value", SwiftLiteral.string(fixed), SwiftLiteral.string(name.name)])
              }
              text.call("try writer.\(cardinality.writer)", ["value"] + renderer.arguments(name))
            } else {
              text.line("try writer.content(value)")
            }
          }
        }
        text.line("}")
      }
    }
    self = renderer
  }

  private mutating func renderReading(_ choice: Choice, _ text: inout SourceText) {
    for alternative in choice.alternatives {
      let names = alternative.required.isEmpty ? alternative.names : alternative.required
      let joiner = alternative.required.isEmpty ? " || " : ", "
      var conditions: [String] = []
      for name in names { conditions.append("element.contains(\(arguments(name).joined(separator: ", ")))") }
      if conditions.count == 1 || joiner == ", " {
        text.condition(conditions, separator: ",")
      } else {
        text.condition(conditions, separator: " ||")
      }
      let name = SwiftIdentifier.quoted(alternative.name)
      var renderer = self
      text.indented { text in
        if let (element, cardinality) = alternative.element {
          let rules = alternative.rules.map { ["rules: \($0.swift)"] } ?? []
          text.call(
            "self = .\(name)(try element.\(cardinality.reader)", renderer.arguments(element) + rules, ")")
        } else {
          text.line("self = .\(name)(try element.group())")
        }
        text.line("return")
      }
      self = renderer
      text.line("}")
    }
    text.line("throw TypedValueError(\"no alternative is complete\")")
  }

  mutating func render(_ variants: Variants, _ text: inout SourceText) {
    let name = bareName(variants.name)
    var renderer = self
    text.documentation("\(code(variants.wireName)) or a type that is derived from it.")
    text.block("\(access)indirect enum \(name): TypedValue") { text in
      for variant in variants.cases {
        text.documentation("\(renderer.code(variant.wire.name)).")
        text.line("case \(SwiftIdentifier.quoted(variant.name))(\(variant.type.swift))")
      }
      text.documentation("A type that the WSDL does not know.")
      text.line("case other(AnyElement)")
      text.line()
      text.documentation("Reads the value, by its `xsi:type`.")
      text.documentation(
        parameters: [("element", "The element.")],
        throws: "`TypedValueError` if its content is something else.")
      text.function(
        "\(renderer.access)init", ["from element: TypedElement"], "throws(TypedValueError)"
      ) { text in
        text.line("switch element.declaredType {")
        for (position, variant) in variants.cases.enumerated() {
          let pattern = "(\(renderer.arguments(variant.wire).joined(separator: ", ")))?"
          text.line(position == 0 && variants.hasDefault ? "case nil, \(pattern):" : "case \(pattern):")
          text.indented {
            $0.line(
              "self = .\(SwiftIdentifier.quoted(variant.name))(try \(variant.type.swift)(from: element))")
          }
        }
        text.line("default: self = .other(AnyElement(element.tree))")
        text.line("}")
      }
      text.line()
      text.documentation("Writes the value, with `xsi:type` where it is needed.")
      text.documentation(
        parameters: [("writer", "The element to write into.")],
        throws: "`TypedValueError` for a value that can't be sent.")
      text.function(
        "\(renderer.access)func encode", ["into writer: inout TypedWriter"], "throws(TypedValueError)"
      ) { text in
        text.line("switch self {")
        for (position, variant) in variants.cases.enumerated() {
          text.line("case .\(SwiftIdentifier.quoted(variant.name))(let value):")
          text.indented { text in
            if position > 0 || !variants.hasDefault {
              text.call("writer.type", renderer.arguments(variant.wire))
            }
            text.line("try value.encode(into: &writer)")
          }
        }
        text.line("case .other(let value): try value.encode(into: &writer)")
        text.line("}")
      }
    }
    self = renderer
  }
}

extension Choice.Alternative {
  var swiftType: String { element?.cardinality.type(of: type.swift) ?? type.swift }
}
