/// The type of an element or attribute: named elsewhere, or written in place.
package indirect enum SchemaTypeReference: Sendable, Hashable {
  /// A named type, of a schema or built in.
  case named(QualifiedName)
  /// A type without a name of its own.
  case anonymous(SchemaType)

  /// The name of a named type.
  package var name: QualifiedName? {
    if case .named(let name) = self { name } else { nil }
  }

  /// The built-in type that is named, if it is one.
  package var builtIn: BuiltInType? { name.flatMap(BuiltInType.init) }
}
