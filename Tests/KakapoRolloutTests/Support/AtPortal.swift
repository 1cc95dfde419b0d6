import Testing

/// The tests that call a portal, one after the other: each runs a server and many calls of its own, and side by side
/// they would take the threads from each other.
@Suite(.serialized)
enum AtPortal {}
