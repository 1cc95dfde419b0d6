/// How a name of the contract is known.
///
/// The vendor's document is the only source of this package; the portal's live WSDL is the truth.
public enum Evidence: String, Sendable, Hashable, CaseIterable {
  /// The vendor's document says it in readable text.
  case documented = "doc"
  /// The vendor's document shows it garbled, and this is the reading.
  case read
  /// The vendor's document does not show it; chosen by analogy.
  case assumed
}
