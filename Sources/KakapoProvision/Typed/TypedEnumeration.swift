/// An enumeration of a WSDL, open to values that the WSDL does not know.
public protocol TypedEnumeration: TypedText, RawRepresentable, CustomStringConvertible
where RawValue == String {
  /// The values that the WSDL lists.
  static var known: [Self] { get }

  /// Makes a value from what goes on the wire.
  ///
  /// - Parameter rawValue: The value as on the wire.
  init(rawValue: String)
}

extension TypedEnumeration {
  /// Whether the WSDL lists the value.
  public var isKnown: Bool { Self.known.contains(self) }

  /// The value as on the wire.
  public var description: String { rawValue }

  /// Takes any value, white space around it removed.
  ///
  /// - Parameter xmlText: The text as on the wire.
  public init(xmlText: String) { self.init(rawValue: String(xmlText.trimmingXMLSpace)) }

  /// The value as on the wire.
  public var xmlText: String { rawValue }
}
