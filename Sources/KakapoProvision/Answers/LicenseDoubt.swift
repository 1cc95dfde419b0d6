public import XMLCore

/// A part of an answer that keeps a list of licences from being certain.
///
/// The description says what the part is and why it can't be placed.
public struct LicenseDoubt: Sendable, Hashable, CustomStringConvertible {
  /// The element of the answer.
  public let element: ElementTree
  /// What can't be placed, as a sentence without a full stop.
  public let description: String
}
