import XMLCore

/// Finds licences in an answer by element names, wherever they stand.
struct LicenseFinder {
  /// The licences found so far.
  private(set) var licenses: [HeldLicense] = []
  /// The parts that were gone through and hold none.
  private(set) var unrecognized: [ElementTree] = []
  private let document: ParsedDocument
  private var parts: LicenseParts

  /// Goes through an answer.
  ///
  /// - Parameter result: The element in which everything stands, `success` and `errorMessage` too.
  init(_ result: ElementTree) {
    document = result.document
    parts = LicenseParts(document: result.document)
    find(in: result.index, skippingCommon: true)
  }

  /// Adds the licences in an element, and its parts without any.
  private mutating func find(in element: Int, skippingCommon: Bool = false) {
    let (isLicense, goesDeeper) = addPairs(of: element)
    // What is left to be found in a licence can only lie deeper.
    if isLicense, !goesDeeper { return }
    var children = document.children(of: element)
    while let child = children.next(in: document) {
      if skippingCommon && isCommon(child) || isNil(child) { continue }
      if parts.part(of: child) != nil {
        if !isLicense { unrecognized.append(document.element(at: child)) }
      } else if !document.hasTextAlone(child) {
        findDeeper(in: child, ofLicense: isLicense)
      } else if !isLicense, case let child = document.element(at: child), child.hasText {
        unrecognized.append(child)
      }
    }
  }

  private mutating func findDeeper(in child: Int, ofLicense isInLicense: Bool) {
    let (found, missed) = (licenses.count, unrecognized.count)
    find(in: child)
    // A part without any licence is told as a whole, unless it lies inside a licence, which keeps it.
    if isInLicense || licenses.count == found { unrecognized.removeSubrange(missed...) }
    if !isInLicense, licenses.count == found { unrecognized.append(document.element(at: child)) }
  }

  /// Adds the licences that an element's children or attributes make, all of them or none.
  ///
  /// Names and types that do not take turns are left alone: a guess might claim a licence that is not held.
  ///
  /// - Returns: Whether there was one, and whether any child could have one inside.
  private mutating func addPairs(of element: Int) -> (isLicense: Bool, goesDeeper: Bool) {
    let before = licenses.count
    var pairing = LicensePairing()
    var hasType: Bool?
    var goesDeeper = false
    var children = document.children(of: element)
    while let child = children.next(in: document) {
      let pair: LicensePair? =
        switch parts.part(of: child) {
        case .applicationName: pairing.take(name: document.text(of: child))
        case .licenseType: pairing.take(type: document.text(of: child))
        case .licenseName: nameAsType(child, beside: &hasType, in: element).flatMap { pairing.take(type: $0) }
        case nil: nil
        }
      if let pair {
        makeRoom(at: child)
        licenses.append(HeldLicense(pair: pair, element: document.element(at: element)))
      }
      goesDeeper = goesDeeper || !document.hasTextAlone(child)
    }
    guard pairing.isComplete else {
      licenses.removeSubrange(before...)
      return (false, goesDeeper)
    }
    if document.hasAttributes(element), case let element = document.element(at: element),
      let pair = pair(ofAttributes: element.attributes)
    {
      licenses.append(HeldLicense(pair: pair, element: element))
    }
    return (licenses.count > before, goesDeeper)
  }

  /// Makes room for as many licences as there will be if the rest of the document is like the part up to an element.
  ///
  /// A list of megabytes would be copied while it grows, and the copies be the most of what an answer needs.
  private mutating func makeRoom(at element: Int) {
    guard licenses.count == 1000 else { return }
    licenses.reserveCapacity(document.nodeCount / max(1, element / 1000))
  }

  /// A licence's name, unless it stands beside a type: then it is only a name for people.
  ///
  /// - Parameters:
  ///   - name: The element with the name.
  ///   - hasType: Whether there is a type beside it, which is found out once for all names.
  ///   - element: The element around.
  /// - Returns: The name as the licence's type, or `nil`.
  private mutating func nameAsType(_ name: Int, beside hasType: inout Bool?, in element: Int) -> String? {
    if hasType == nil { hasType = isTyped(element) }
    return hasType == true ? nil : document.text(of: name)
  }

  /// Whether a licence's type is among the children of an element.
  private mutating func isTyped(_ element: Int) -> Bool {
    var children = document.children(of: element)
    while let child = children.next(in: document) {
      if parts.part(of: child) == .licenseType { return true }
    }
    return false
  }

  /// Whether an element is one of the two that every answer has.
  private func isCommon(_ element: Int) -> Bool {
    let element = document.element(at: element)
    return element.nameEquals("success") || element.nameEquals("errorMessage")
  }

  private func isNil(_ element: Int) -> Bool {
    document.hasAttributes(element) && document.element(at: element).isNil
  }

  private func pair(ofAttributes attributes: [ElementTree.Attribute]) -> LicensePair? {
    var (name, type) = (String?.none, String?.none)
    for attribute in attributes {
      switch attribute.name.lowercased() {
      case "applicationname": name = attribute.value
      case "licensetype": type = attribute.value
      default: break
      }
    }
    guard let name, let type else { return nil }
    return LicensePair(name, type)
  }
}

/// What an element can be of a licence.
private enum LicensePart { case applicationName, licenseType, licenseName }

/// What the elements of one document are of a licence; each name is compared once.
private struct LicenseParts {
  let document: ParsedDocument
  /// By the index of the name: `nil` as long as it was not looked at.
  private var known: [LicensePart??] = []

  init(document: ParsedDocument) {
    self.document = document
  }

  mutating func part(of element: Int) -> LicensePart? {
    let name = document.nameIndex(of: element)
    if name < known.count, let part = known[name] { return part }
    let part = part(named: document.element(at: element))
    if name >= known.count { known += repeatElement(nil, count: name + 1 - known.count) }
    known[name] = .some(part)
    return part
  }

  private func part(named element: ElementTree) -> LicensePart? {
    if element.nameEqualsIgnoringCase("applicationname") { return .applicationName }
    if element.nameEqualsIgnoringCase("licensetype") { return .licenseType }
    if element.nameEqualsIgnoringCase("licensename") { return .licenseName }
    return nil
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
