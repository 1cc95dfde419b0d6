/// One document of a description as it was received.
package struct WSDLSource: Sendable, Hashable {
  /// The file or address, where it is known; relative imports are put together with it.
  package let location: String?

  /// The `charset` of the HTTP answer's Content-Type, if there was one.
  package let charset: String?

  /// The document.
  package let bytes: [UInt8]

  /// Takes a document.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - location: The file or address, where it is known.
  ///   - charset: The `charset` of the HTTP answer's Content-Type, if there was one.
  package init(_ bytes: [UInt8], location: String?, charset: String? = nil) {
    self.bytes = bytes
    self.location = location
    self.charset = charset
  }
}
