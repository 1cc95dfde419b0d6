/// Says that a property does not hold: the fuzzer stops here and keeps the input.
///
/// - Parameters:
///   - holds: Whether it does.
///   - property: The property, and with which values it was broken.
package func require(_ holds: Bool, _ property: @autoclosure () -> String) {
  guard !holds else { return }
  fatalError("broken property: \(property())")
}
