import XMLCore

/// The value of an element: text, or elements and attributes.
public protocol TypedValue: Sendable, Hashable {
  /// Reads the value.
  ///
  /// - Parameter element: The element.
  /// - Throws: ``TypedValueError`` if its content is something else.
  init(from element: TypedElement) throws(TypedValueError)

  /// Writes the value.
  ///
  /// - Parameter writer: The element to write into.
  /// - Throws: ``TypedValueError`` if the value can't be sent.
  func encode(into writer: inout TypedWriter) throws(TypedValueError)
}

/// A value of a generated type that can't be sent, or an answer that doesn't match the WSDL.
public struct TypedValueError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The elements on the path to the value, outermost first; an attribute has an `@` before its name.
  public private(set) var path: [String]
  /// What is wrong.
  public let reason: String
  /// What to do; empty if that is plain.
  public let advice: String

  /// Makes an error about the current value.
  ///
  /// - Parameters:
  ///   - reason: What is wrong.
  ///   - advice: What to do; empty if that is plain.
  public init(_ reason: String, advice: String = "") {
    path = []
    self.reason = reason
    self.advice = advice
  }

  /// The path and the reason.
  public var description: String { path.isEmpty ? reason : "\(path.joined(separator: "/")): \(reason)" }

  /// The same error, with its path seen from the parent element.
  package func inside(_ name: String) -> TypedValueError {
    var error = self
    error.path.insert(name, at: 0)
    return error
  }
}

/// A group of elements, or one of several alternatives, without an element around them.
public protocol TypedGroup: TypedValue {
  /// The names of the elements, for each alternative.
  static var alternatives: [[TypedName]] { get }

  /// The names of the elements that may be repeated.
  static var repeatable: Set<TypedName> { get }
}

extension TypedGroup {
  /// Whether an element with a name belongs to the group of those before it.
  static func continues(_ run: [TypedName], with name: TypedName, alternative: Int) -> Bool {
    let names = alternatives[alternative]
    guard let last = run.last, let position = names.lastIndex(of: name),
      let lastPosition = names.firstIndex(of: last)
    else { return false }
    // The repeatable elements may include a choice, which has no order.
    if repeatable.contains(name) { return position >= lastPosition || repeatable.contains(last) }
    return position > lastPosition && !run.contains(name)
  }
}

/// An enumeration of a WSDL, open to values that the WSDL doesn't list.
public protocol TypedEnumeration: TypedText, RawRepresentable, CustomStringConvertible
where RawValue == String {
  /// The values that the WSDL lists.
  static var known: [Self] { get }

  /// Makes a value from its wire form.
  ///
  /// - Parameter rawValue: The value as on the wire.
  init(rawValue: String)
}

extension TypedEnumeration {
  /// Whether the WSDL lists the value.
  public var isKnown: Bool { Self.known.contains(self) }

  /// The value as on the wire.
  public var description: String { rawValue }

  /// Accepts any value, and removes white space around it.
  ///
  /// Of the values that the WSDL lists, it finds one with other white space in it, too.
  ///
  /// - Parameter xmlText: The text as on the wire.
  public init(xmlText: String) {
    let exact = Self(rawValue: xmlText)
    let collapsed = Self(rawValue: xmlText.collapsingXMLSpace)
    self = [exact, collapsed].first(where: \.isKnown) ?? Self(rawValue: String(xmlText.trimmingXMLSpace))
  }

  /// The value as on the wire.
  public var xmlText: String { rawValue }
}

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
  /// - Throws: ``TypedValueError`` if one of them isn't such a value.
  public init(xmlText: String) throws(TypedValueError) {
    items = []
    for part in xmlText.split(whereSeparator: \.isXMLSpace) { items.append(try Item(xmlText: String(part))) }
  }

  /// The values, separated by blanks.
  public var xmlText: String { items.map(\.xmlText).joined(separator: " ") }
}

extension Character {
  /// Whether the character is white space in XML.
  var isXMLSpace: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" || self == "\r\n" }
}

/// A list with an element around it, such as the `ArrayOf…` types of `.asmx` services.
///
/// It can be written as an array literal and read like an array.
public protocol TypedArray: TypedValue, RandomAccessCollection, ExpressibleByArrayLiteral
where Index == Int, Indices == Range<Int>, Element == ArrayLiteralElement {
  /// The items in order.
  var items: [Element] { get set }

  /// Makes a list.
  ///
  /// - Parameter items: The items in order.
  init(items: [Element])
}

extension TypedArray {
  /// The position of the first item, 0.
  public var startIndex: Int { items.startIndex }

  /// The position after the last item.
  public var endIndex: Int { items.endIndex }

  /// The item at a position.
  ///
  /// - Parameter position: The position, which must be valid.
  /// - Returns: The item.
  public subscript(position: Int) -> Element { items[position] }

  /// Makes a list of the items of a literal.
  ///
  /// - Parameter elements: The items in order.
  public init(arrayLiteral elements: Element...) { self.init(items: elements) }
}

/// The value of an element that may be absent, and may be nil if it is present.
///
/// `Nillable<Value>?` distinguishes three cases: no element, an element with `xsi:nil`, and a value.
public enum Nillable<Value: TypedValue>: Sendable, Hashable {
  /// The element is present and nil.
  case null
  /// The element has a value.
  case value(Value)

  /// The value; `nil` for a nil element.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }
}

/// Stores a value outside its struct, so that a type can contain a value of the same type.
@propertyWrapper
public indirect enum Indirect<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The value.
  case stored(Value)

  /// Stores a value.
  ///
  /// - Parameter wrappedValue: The value.
  public init(wrappedValue: Value) { self = .stored(wrappedValue) }

  /// The value.
  public var wrappedValue: Value {
    get {
      switch self {
      case .stored(let value): value
      }
    }
    set { self = .stored(newValue) }
  }
}
