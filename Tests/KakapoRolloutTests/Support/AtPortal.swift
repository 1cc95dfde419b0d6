import Testing

/// The tests that call a portal, one after the other.
///
/// Each runs a server and makes many calls; in parallel, the tests would take threads from each other.
@Suite(.serialized)
enum AtPortal {}
