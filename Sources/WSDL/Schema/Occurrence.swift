/// How often something may stand in a row: `minOccurs` and `maxOccurs`.
package struct Occurrence: Sendable, Hashable, CustomStringConvertible {
  /// Exactly once, the default of XML Schema.
  package static let once = Occurrence(minimum: 1, maximum: 1)

  /// The fewest times.
  package let minimum: Int

  /// The most times; `nil` for any number.
  package let maximum: Int?

  /// Whether it may stand more than once.
  package var isRepeated: Bool { maximum.map { $0 > 1 } ?? true }

  /// The occurrence as `minimum..maximum`, with `*` for any number.
  package var description: String { "\(minimum)..\(maximum.map(String.init) ?? "*")" }

  /// How often something may stand that has this occurrence inside something that has the other.
  func multiplied(by outer: Occurrence) -> Occurrence {
    let minimum = self.minimum.multipliedReportingOverflow(by: outer.minimum)
    var maximum: Int?
    if self.maximum == 0 || outer.maximum == 0 {
      maximum = 0
    } else if let inner = self.maximum, let outer = outer.maximum {
      let product = inner.multipliedReportingOverflow(by: outer)
      maximum = product.overflow ? nil : product.partialValue
    }
    return Occurrence(minimum: minimum.overflow ? .max : minimum.partialValue, maximum: maximum)
  }
}
