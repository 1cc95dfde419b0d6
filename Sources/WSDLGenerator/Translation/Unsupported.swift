import WSDL

/// Why a type or an operation isn't generated.
struct Unsupported: Error {
  /// The unsupported construct, for people.
  var construct: String
  /// Its place.
  var place: SourcePlace?

  init(_ construct: String, at place: SourcePlace?) {
    self.construct = construct
    self.place = place
  }
}
