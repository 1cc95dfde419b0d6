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
    element.forEachChild { child in
      if skippingCommon, child.nameEquals("success") || child.nameEquals("errorMessage") { return }
      if child.isNil { return }
      if isApplicationName(child) || isLicenseType(child) {
        if !isLicense { unrecognized.append(child) }
        return
      }
      let found = licenses.count
      if child.hasElementChildren || !child.attributes.isEmpty {
        var rest: [ElementTree] = []
        find(in: child, &licenses, &rest)
        // A part without any licence is told as a whole, unless it lies inside a licence, which keeps it.
        guard !isLicense else { return }
        unrecognized += licenses.count == found ? [child] : rest
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
    var name: String?
    var type: String?
    var isInTurn = true
    let hasType = element.hasLicenseType
    func append() {
      guard let application = name, let licenseType = type else { return }
      let pair = LicensePair(application, licenseType)
      licenses.append(HeldLicense(pair: pair, element: element))
      name = nil
      type = nil
    }
    element.forEachChild { child in
      if isApplicationName(child) {
        isInTurn = isInTurn && name == nil
        name = child.text
        append()
      } else if hasType ? child.isLicenseType : isLicenseType(child) {
        isInTurn = isInTurn && type == nil
        type = child.text
        append()
      }
    }
    guard isInTurn, name == nil, type == nil else {
      licenses.removeSubrange(before...)
      return
    }
    for attribute in element.attributes {
      switch attribute.name.lowercased() {
      case "applicationname": name = attribute.value
      case "licensetype": type = attribute.value
      default: break
      }
    }
    append()
  }

  private static func isApplicationName(_ element: ElementTree) -> Bool {
    element.nameEqualsIgnoringCase("applicationname")
  }

  private static func isLicenseType(_ element: ElementTree) -> Bool {
    element.isLicenseType || element.nameEqualsIgnoringCase("licensename")
  }
}

extension ElementTree {
  fileprivate var isLicenseType: Bool { nameEqualsIgnoringCase("licensetype") }

  /// Whether a child is a `licenseType`: a `licenseName` beside it is only a name for people.
  fileprivate var hasLicenseType: Bool {
    var found = false
    forEachChild { found = found || $0.isLicenseType }
    return found
  }
}
