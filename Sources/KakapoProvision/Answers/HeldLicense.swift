public import XMLCore

/// A licence that a user holds, as the portal answered it.
///
/// The portal may know licences that this package does not: such a pair is kept, with ``license`` nil.
public struct HeldLicense: Sendable, Hashable {
  /// The application name and licence type as they came.
  public let pair: LicensePair
  /// The element of the answer that the pair stood in, with whatever else it holds.
  public let element: ElementTree

  /// The licence, or `nil` when the vendor's table lacks the pair.
  ///
  /// Letter case and white space in an answer don't count: `unity desktop` and `UnityDesktop` are the same.
  public var license: License? { License(spelledLike: pair) }
}

extension HeldLicense: CustomStringConvertible {
  /// The pair: `UnityDesktop Pro`.
  public var description: String { pair.description }
}

extension Sequence where Element == HeldLicense {
  /// Whether a licence is among them.
  ///
  /// - Parameter license: The licence to look for.
  /// - Returns: Whether one of the elements is that licence.
  public func contains(_ license: License) -> Bool {
    contains { $0.license == license }
  }
}
