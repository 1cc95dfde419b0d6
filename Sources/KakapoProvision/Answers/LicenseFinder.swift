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

  private static func appendPairs(of element: ElementTree, to licenses: inout [HeldLicense]) {
    var name: String?
    var type: String?
    func append() {
      guard let application = name, let licenseType = type else { return }
      let pair = LicensePair(application, licenseType)
      licenses.append(HeldLicense(pair: pair, element: element))
      name = nil
      type = nil
    }
    element.forEachChild { child in
      if isApplicationName(child) {
        name = child.text
        append()
      } else if isLicenseType(child) {
        type = child.text
        append()
      }
    }
    guard name == nil, type == nil else { return }
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
    element.nameEqualsIgnoringCase("licensetype") || element.nameEqualsIgnoringCase("licensename")
  }
}
