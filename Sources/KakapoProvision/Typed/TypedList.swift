/// Several values in one text, separated by white space (`xs:list`).
public struct TypedList<Item: TypedText>: TypedText, ExpressibleByArrayLiteral {
  /// The values in order.
  public var items: [Item]

  /// Makes a list.
  ///
  /// - Parameter items: The values in order.
  public init(_ items: [Item]) { self.items = items }

  /// Makes a list of the values of a literal.
  ///
  /// - Parameter elements: The values in order.
  public init(arrayLiteral elements: Item...) { items = elements }

  /// Reads the values.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` when one of them is no such value.
  public init(xmlText: String) throws(TypedValueError) {
    items = []
    for part in xmlText.split(whereSeparator: \.isXMLSpace) { items.append(try Item(xmlText: String(part))) }
  }

  /// The values with blanks between.
  public var xmlText: String { items.map(\.xmlText).joined(separator: " ") }
}

extension Character {
  /// Whether the character is white space in XML.
  var isXMLSpace: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" || self == "\r\n" }
}
