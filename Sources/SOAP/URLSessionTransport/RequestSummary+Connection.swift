extension RequestSummary {
  /// Whether the request must not go out on a used connection.
  ///
  /// When a reused connection turns out to be dead, the engine on Linux asks before it sends a body again;
  /// a request without a body it repeats unasked. On a new connection it repeats nothing.
  var needsConnectionOfItsOwn: Bool { !hasBody }

  /// Whether the first head that comes is what a proxy says about the tunnel (RFC 9110, section 9.3.6).
  ///
  /// Of requests on a connection of their own it is known. Of others it does not matter: they have a body, of which
  /// nothing is sent before the tunnel is there.
  var isFirstHeadOfProxy: Bool { needsConnectionOfItsOwn && isSecure && proxy != nil }
}
