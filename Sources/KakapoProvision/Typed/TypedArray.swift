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
