import WSDL

/// Why a type or an operation is not generated.
struct Unsupported: Error {
  /// What stands there, for people.
  var construct: String
  /// Where.
  var place: SourcePlace?

  init(_ construct: String, at place: SourcePlace?) {
    self.construct = construct
    self.place = place
  }
}
