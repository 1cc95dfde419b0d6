extension RequestSummary {
  /// Whether the request must not go out on a used connection.
  ///
  /// When a reused connection turns out to be dead, the engine on Linux asks before it sends a body again;
  /// a request without a body it repeats unasked. On a new connection it repeats nothing.
  var needsConnectionOfItsOwn: Bool { !hasBody }
}
