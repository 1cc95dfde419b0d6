package import XMLCore

extension ElementTree {
  /// The first header of an envelope that its recipient has to understand (SOAP 1.1, section 4.2).
  ///
  /// A header for somebody else on the way, whom its actor or role names, is not counted.
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
