/// Where in which document something stands.
///
/// Part of the equality of the components that carry it: the same component at another place is another
/// value. ``ContractComparison`` does not look at places.
package struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// The file or address of the document, where it is known.
  package let location: String?

  /// The line on which the element's start tag ends, from 1.
  package let line: Int

  /// The elements from the root down to the place, such as `definitions/portType[Soap]/operation[Add]`.
  ///
  /// Of a very long path only the end is kept.
  package let path: String

  /// The place as `location:line (path)`, for people.
  package var description: String {
    "\(location.map { "\($0):" } ?? "line ")\(line) (\(path))"
  }
}
