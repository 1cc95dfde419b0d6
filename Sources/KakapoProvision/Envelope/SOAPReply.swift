package import XMLCore

/// The content of a SOAP answer's body.
package enum SOAPReply: Sendable {
  /// The body's first element: the answer of the method.
  case body(ElementTree)
  /// A body with nothing in it.
  case empty(ElementTree)
  /// A fault, with any HTTP status.
  case fault(SOAPFault)

  /// Why an answer isn't a SOAP reply.
  package enum ReadingError: Error {
    /// The bytes aren't XML, or exceed the limits.
    case unreadable(XMLReadingError)
    /// XML, but not a SOAP envelope; the value is the root element's name.
    case notAnEnvelope(String)
    /// An envelope without a body, or with only text in it.
    case noBody
  }

  /// Reads an answer.
  ///
  /// - Parameters:
  ///   - bytes: The body of the HTTP answer.
  ///   - charset: The charset of the HTTP content type, if there was one.
  ///   - limits: The limits for the XML.
  /// - Returns: The answer or the fault, and the envelope around it.
  /// - Throws: ``ReadingError``.
  package static func read(
    _ bytes: [UInt8], charset: String?, limits: XMLLimits
  ) throws(ReadingError) -> (reply: SOAPReply, envelope: ElementTree) {
    let root: ElementTree
    do {
      root = try XMLReader(limits: limits).read(bytes, charset: charset)
    } catch {
      throw .unreadable(error)
    }
    let namespaces = [SOAPNamespace.soap11, SOAPNamespace.soap12]
    guard root.nameEquals("Envelope"), let namespace = namespaces.first(where: root.namespaceEquals)
    else { throw .notAnEnvelope(root.name) }
    guard let body = root.child("Body") else { throw .noBody }
    guard let first = body.firstChild else {
      guard !body.hasText else { throw .noBody }
      return (.empty(body), root)
    }
    // A fault counts at any position: an element beside it isn't an answer.
    let fault = body.childElements.first { $0.nameEquals("Fault") && $0.namespaceEquals(namespace) }
    return (fault.map { .fault(SOAPFault($0)) } ?? .body(first), root)
  }
}

extension ElementTree {
  /// The first header of an envelope that its recipient must understand (SOAP 1.1, section 4.2).
  ///
  /// A header whose actor or role names another node on the way doesn't count.
  package var mandatoryHeader: ElementTree? {
    child("Header")?.childElements.first { entry in
      [SOAPNamespace.soap11, SOAPNamespace.soap12].contains { namespace in
        let flag = entry.attribute("mustUnderstand", namespace: namespace)?.trimmingXMLSpace
        guard flag == "1" || flag == "true" else { return false }
        let actor =
          entry.attribute("actor", namespace: namespace) ?? entry.attribute("role", namespace: namespace)
        return actor.map { $0.isEmpty || $0.hasSuffix("/next") || $0.hasSuffix("/ultimateReceiver") } ?? true
      }
    }
  }
}
