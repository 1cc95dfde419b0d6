/// One document of a description, as received.
package struct WSDLSource: Sendable, Hashable {
  /// The file or address, if known; relative imports are resolved against it.
  package let location: String?

  /// The `charset` of the HTTP answer's Content-Type, if there was one.
  package let charset: String?

  /// The document.
  package let bytes: [UInt8]

  /// Makes a document.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - location: The file or address, if known.
  ///   - charset: The `charset` of the HTTP answer's Content-Type, if there was one.
  package init(_ bytes: [UInt8], location: String?, charset: String? = nil) {
    self.bytes = bytes
    self.location = location
    self.charset = charset
  }
}

/// Files and addresses of documents.
package enum DocumentLocation {
  /// Resolves a location against that of the document that contains it.
  ///
  /// - Parameters:
  ///   - location: The location as stated: an address, or one relative to the document.
  ///   - base: The file or address of the document (RFC 3986, section 5.2, for an address); `nil` if unknown.
  /// - Returns: The resolved location.
  package static func resolve(_ location: String, against base: String?) -> String {
    guard let base, !isAddress(location) else { return location }
    guard let origin = origin(of: base) else {
      guard !location.hasPrefix("/"), let slash = base.lastIndex(of: "/") else { return location }
      return withoutDots(base[...slash] + location)
    }
    let location = location.prefix { $0 != "#" }
    if location.hasPrefix("//") { return "\(base.prefix { $0 != ":" }):\(location)" }
    let path = base.dropFirst(origin.count).prefix { $0 != "?" && $0 != "#" }
    let query = location.drop { $0 != "?" }
    let target = location.prefix { $0 != "?" }
    if target.isEmpty { return "\(origin)\(path)\(query)" }
    if target.hasPrefix("/") { return "\(origin)\(withoutDots(target))\(query)" }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    return "\(origin)\(withoutDots(folder + target))\(query)"
  }

  /// Whether a location has a scheme and a server, so that it is the same in every document.
  package static func isAddress(_ location: String) -> Bool { origin(of: location) != nil }

  /// The scheme and the server of an address.
  private static func origin(of location: String) -> Substring? {
    guard let mark = location.firstRange(of: "://"),
      location[..<mark.lowerBound].utf8.allSatisfy(isOfScheme), mark.lowerBound > location.startIndex
    else { return nil }
    let end = location[mark.upperBound...].firstIndex { "/?#".contains($0) }
    return location[..<(end ?? location.endIndex)]
  }

  private static func isOfScheme(_ byte: UInt8) -> Bool {
    let character = Character(Unicode.Scalar(byte))
    return character.isASCII && (character.isLetter || character.isNumber || "+-.".contains(character))
  }

  /// Removes `.` and `..`, so that one document has one location.
  private static func withoutDots(_ location: some StringProtocol) -> String {
    var steps: [Substring] = []
    for step in String(location).split(separator: "/", omittingEmptySubsequences: false) {
      if step == "." { continue }
      if step == "..", let last = steps.last, last != "..", !last.isEmpty {
        steps.removeLast()
      } else {
        steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}
