import XMLCore

/// Finds licences in an answer by element names, wherever they stand.
enum LicenseFinder {
  /// Appends the licences in an element, and its parts without any.
  static func find(
    in element: ElementTree, skippingCommon: Bool = false, _ licenses: inout [HeldLicense],
    _ unrecognized: inout [ElementTree]
  ) {
    let before = licenses.count
    appendPairs(of: element, to: &licenses)
    let isLicense = licenses.count > before
    // What is left to be found in a licence can only lie deeper.
    if isLicense, !element.childElements.contains(where: \.hasParts) { return }
    for child in element.childElements {
      if skippingCommon, child.nameEquals("success") || child.nameEquals("errorMessage") { continue }
      if child.isNil { continue }
      if child.licensePart != nil {
        if !isLicense { unrecognized.append(child) }
        continue
      }
      let found = licenses.count
      if child.hasParts {
        var rest: [ElementTree] = []
        find(in: child, &licenses, &rest)
        // A part without any licence is told as a whole, unless it lies inside a licence, which keeps it.
        guard !isLicense else { continue }
        if licenses.count == found { unrecognized.append(child) } else { unrecognized += rest }
      } else if !isLicense, child.hasText {
        unrecognized.append(child)
      }
    }
  }

  /// Appends the licences that an element's children or attributes make, all of them or none.
  ///
  /// Names and types that do not take turns are left alone: a guess might claim a licence that is not held.
  private static func appendPairs(of element: ElementTree, to licenses: inout [HeldLicense]) {
    let before = licenses.count
    var pairing = LicensePairing()
    for child in element.childElements {
      let pair: LicensePair? =
        switch child.licensePart {
        case .applicationName: pairing.take(name: child.text)
        case .licenseType: pairing.take(type: child.text)
        // Beside a type it is only a name for people.
        case .licenseName: element.hasLicenseType ? nil : pairing.take(type: child.text)
        case nil: nil
        }
      if let pair { licenses.append(HeldLicense(pair: pair, element: element)) }
    }
    guard pairing.isComplete else {
      licenses.removeSubrange(before...)
      return
    }
    guard element.hasAttributes else { return }
    var attributes = (name: String?.none, type: String?.none)
    for attribute in element.attributes {
      switch attribute.name.lowercased() {
      case "applicationname": attributes.name = attribute.value
      case "licensetype": attributes.type = attribute.value
      default: break
      }
    }
    if let name = attributes.name, let type = attributes.type {
      licenses.append(HeldLicense(pair: LicensePair(name, type), element: element))
    }
  }
}

/// Puts names and types together that come one after the other.
private struct LicensePairing {
  private var name: String?
  private var type: String?
  private var isInTurn = true

  /// Whether names and types have taken turns and none is left over.
  var isComplete: Bool { isInTurn && name == nil && type == nil }

  mutating func take(name: String) -> LicensePair? {
    isInTurn = isInTurn && self.name == nil
    self.name = name
    return pair()
  }

  mutating func take(type: String) -> LicensePair? {
    isInTurn = isInTurn && self.type == nil
    self.type = type
    return pair()
  }

  private mutating func pair() -> LicensePair? {
    guard let name, let type else { return nil }
    self.name = nil
    self.type = nil
    return LicensePair(name, type)
  }
}

extension ElementTree {
  /// What an element can be of a licence.
  fileprivate enum LicensePart { case applicationName, licenseType, licenseName }

  /// Whether there is anything in the element that could be a licence.
  fileprivate var hasParts: Bool { hasElementChildren || hasAttributes }

  fileprivate var licensePart: LicensePart? {
    if nameEqualsIgnoringCase("applicationname") { return .applicationName }
    if nameEqualsIgnoringCase("licensetype") { return .licenseType }
    if nameEqualsIgnoringCase("licensename") { return .licenseName }
    return nil
  }

  fileprivate var hasLicenseType: Bool { childElements.contains { $0.nameEqualsIgnoringCase("licensetype") } }
}
