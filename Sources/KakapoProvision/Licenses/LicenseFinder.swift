import XMLCore

/// Finds the licences in an answer of unknown shape, and the doubts that make the list uncertain.
///
/// A licence is an application name and a licence type side by side, at any depth. It counts as held unless something
/// beside or above it contradicts that: the names of elements (``LicenseSense``), facts (``LicenseFact``), or another
/// user's ID. Anything else that may be about licences and can't be interpreted is a doubt.
struct LicenseFinder {
  /// The licences that are held, as far as the answer shows.
  private(set) var licenses: [HeldLicense] = []
  /// The doubts that make the list uncertain; only the first ones if there are many.
  private(set) var doubts: [LicenseDoubt] = []
  /// The parts with content but no licence.
  private(set) var unrecognized: [ElementTree] = []

  private let document: ParsedDocument
  private let user: String?
  private var names: LicenseNames
  /// Which elements contain the name or type of a licence.
  private let hasParts: [Bool]
  /// The number of licences that were read, with those that aren't held.
  private var pairCount = 0
  /// Licences that don't count as held, such as in a list of available ones; doubts if there are no other licences.
  private var setAside: [LicenseDoubt] = []
  /// Possible lists of licences in another shape; doubts if there are no licences.
  private var suspects: [LicenseDoubt] = []
  /// The users that the answer names: whether the requested one, and the first other one.
  private var namesUser = false
  private var otherUser: String?

  /// Searches an answer.
  ///
  /// - Parameters:
  ///   - result: The element with the whole result, including `success` and `errorMessage`.
  ///   - user: The requested user; `nil` if unknown.
  init(_ result: ElementTree, user: String?) {
    document = result.document
    self.user = user?.lowercased()
    var names = LicenseNames(document: result.document)
    hasParts = names.partsInside()
    self.names = names
    read(result.index, .held, isRoot: true)
    lookOutside(of: result.index)
    if licenses.isEmpty { doubts += (setAside + suspects).prefix(LicenseFinder.mostDoubts) }
    if let otherUser, !namesUser, user != nil {
      doubt("the answer is about \(otherUser), which wasn't asked for", result.index)
    }
  }

  private static let mostDoubts = 100

  private mutating func doubt(_ description: String, _ element: Int) {
    guard doubts.count < LicenseFinder.mostDoubts else { return }
    doubts.append(LicenseDoubt(element: document.element(at: element), description: description))
  }

  // MARK: Elements with licences inside

  /// Reads an element that may contain licences.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - above: The standing of licences in it, according to the elements around it.
  ///   - isRoot: Whether it is the whole answer.
  private mutating func read(_ element: Int, _ above: LicenseStanding, isRoot: Bool = false) {
    let pairing = self.pairing(in: element)
    let standing = standing(in: element, above, pairing, isRoot: isRoot)
    if case let text = document.text(of: element).trimmingXMLSpace, !text.isEmpty {
      doubt("there is text between the elements of <\(name(element))>: \(text.prefix(60))", element)
    }
    let before = (pairs: pairCount, licenses: licenses.count)
    take(pairing, in: element, standing)
    var children = document.children(of: element)
    var users = 0
    while let child = children.next(in: document) {
      if isRoot && isCommon(child) || isNil(child) { continue }
      if hasParts[child] {
        if names.part(of: child) != nil, !document.hasChildren(child) { continue }
        if names.sense(of: child).intersection([.user, .license]) == .user { users += 1 }
        read(child, standing)
      } else {
        // The other content of a licence is kept with it.
        if pairing.pairs.isEmpty, document.holdsSomething(child) {
          unrecognized.append(document.element(at: child))
        }
        lookForMentions(in: child, beside: pairing, standing)
      }
    }
    if users > 1, !namesUser { doubt("<\(name(element))> has licences of several users", element) }
    if pairing.pairs.count != 1 {
      compareCounts(in: element, isRoot: isRoot, pairCount - before.pairs, licenses.count - before.licenses)
    }
  }

  /// The names and types directly in an element.
  private mutating func pairing(in element: Int) -> LicensePairing {
    var parts: [(part: LicensePart, text: String)] = []
    var hasOtherType = false
    for attribute in attributes(of: element) {
      if let part = LicenseNames.part(named: attribute.name) {
        parts.append((part, attribute.value))
      } else {
        hasOtherType = hasOtherType || isType(LicenseSense(ofName: attribute.name), attribute.value)
      }
    }
    var hasStructure = false
    var children = document.children(of: element)
    while let child = children.next(in: document) {
      guard hasParts[child] else {
        hasOtherType = hasOtherType || isType(names.sense(of: child), document.text(of: child))
        continue
      }
      guard let part = names.part(of: child) else { continue }
      hasStructure = hasStructure || document.hasChildren(child)
      parts.append((part, isNil(child) ? "" : document.text(of: child)))
    }
    // Beside a type, a licence's name is only a display name.
    if parts.contains(where: { $0.part == .licenseType }) { parts.removeAll { $0.part == .licenseName } }
    return LicensePairing(parts, hasOtherType: hasOtherType || hasStructure)
  }

  /// Whether a fact beside an application's name may be the licence's type.
  private func isType(_ sense: LicenseSense, _ text: String) -> Bool {
    sense.contains(.type) || License.isLicenseType(text)
  }

  /// Adds the licences of an element, or a doubt if they can't be read.
  private mutating func take(_ pairing: LicensePairing, in element: Int, _ standing: LicenseStanding) {
    if let problem = pairing.problem {
      unrecognized.append(document.element(at: element))
      doubt("\(problem) in <\(name(element))>", element)
    }
    guard !pairing.pairs.isEmpty else { return }
    pairCount += pairing.pairs.count
    let tree = document.element(at: element)
    makeRoom(at: element)
    for pair in pairing.pairs {
      let held = HeldLicense(pair: pair, element: tree)
      if held.license == nil, LicenseSense.saysOtherwise(pair.licenseType) {
        doubt("\(pair) may not be held", element)
        continue
      }
      switch standing {
      case .held: licenses.append(held)
      case .unclear(let reason):
        licenses.append(held)
        doubt("\(pair): \(reason)", element)
      case .ofOthers(let reason), .doubtful(let reason): doubt("\(pair): \(reason)", element)
      case .aside(let reason): setAside(LicenseDoubt(element: tree, description: "\(pair): \(reason)"))
      case .notHeld: break
      }
    }
  }

  private mutating func setAside(_ doubt: LicenseDoubt) {
    if setAside.count < LicenseFinder.mostDoubts { setAside.append(doubt) }
  }

  /// Reserves capacity for all licences, assuming that the rest of the document is like the part up to an element.
  ///
  /// Otherwise a list of megabytes would be copied as it grows, and the copies would use most of an answer's memory.
  private mutating func makeRoom(at element: Int) {
    guard licenses.count == 1000 else { return }
    licenses.reserveCapacity(document.nodeCount / max(1, element / 1000))
  }

  // MARK: The standing of licences

  /// The standing of licences in an element, according to its surroundings, its name and the facts in it.
  private mutating func standing(
    in element: Int, _ above: LicenseStanding, _ pairing: LicensePairing, isRoot: Bool
  ) -> LicenseStanding {
    var standing = above
    var isEntry = !pairing.pairs.isEmpty
    if !isRoot {
      let sense = names.sense(of: element)
      isEntry = isEntry || sense.contains(.license)
      if sense.contains(.user), case .ofOthers = standing { standing = .held }
      standing = standing.and(LicenseStanding(in: document.element(at: element), sense))
    }
    forEachFact(in: element, isRoot: isRoot) { finder, fact in
      if let isUsers = finder.isOfUser(fact) {
        if !isUsers { standing = standing.and(.aside("\(fact) is another user's")) }
        return
      }
      let value = LicenseFact.Value(fact.text)
      if fact.sense.contains(.more), ![.none, .no, .unset].contains(value) {
        finder.doubt("\(fact): the list may continue", element)
      } else if fact.sense.contains(.error), value == .text {
        finder.doubt("\(fact): the list may be incomplete", element)
      }
      switch isEntry ? fact.verdict : fact.verdictOnList {
      case .held: break
      case .notAssigned where pairing.pairs.count < 2: standing = standing.and(.notHeld)
      case .notAssigned: standing = standing.and(.doubtful("\(fact) is next to it"))
      case .otherwise: standing = standing.and(.aside("\(fact) is next to it"))
      case .unclear: standing = standing.and(.unclear("the meaning of \(fact) next to it isn't known"))
      }
    }
    return standing
  }

  /// Whether a fact names the requested user; `nil` if it names no user.
  private mutating func isOfUser(_ fact: LicenseFact) -> Bool? {
    let text = fact.text.trimmingXMLSpace.lowercased()
    let isID =
      !fact.sense.isDisjoint(with: [.user, .held])
      && fact.sense.isDisjoint(with: [.by, .address, .otherwise])
    guard isID, !text.isEmpty else { return nil }
    if let user {
      // The portal may know the user by the part before the domain.
      let isUsers = text == user || text == user.prefix { $0 != "@" }
      namesUser = namesUser || isUsers
      if isUsers { return true }
    }
    guard text.contains("@"), !text.contains(" ") else { return nil }
    otherUser = otherUser ?? text
    // If the requested user is unknown, the first named user counts as that user.
    return user == nil && text == otherUser
  }

  /// Compares a list's own count with the number of licences read.
  private mutating func compareCounts(in element: Int, isRoot: Bool, _ pairs: Int, _ held: Int) {
    forEachFact(in: element, isRoot: isRoot) { finder, fact in
      let isCount =
        fact.sense.contains(.count) || fact.sense.contains(.number) && fact.sense.contains(.license)
      guard isCount,
        fact.sense.isDisjoint(with: [.fact, .unknown, .available, .otherwise, .ofOthers, .type, .user]),
        let count = Int(fact.text.trimmingXMLSpace), count != pairs, count != held
      else { return }
      finder.doubt("\(fact) is stated for the list, but \(pairs) could be read", element)
    }
  }

  /// Visits the values in an element that belong to no licence.
  ///
  /// These are its attributes, and its children without a licence inside, with all their contents.
  private mutating func forEachFact(
    in element: Int, isRoot: Bool, _ body: (inout LicenseFinder, LicenseFact) -> Void
  ) {
    // An ID inside a user element is the user's.
    let owner = isRoot ? [] : names.sense(of: element).intersection(.user)
    for attribute in attributes(of: element) where LicenseNames.part(named: attribute.name) == nil {
      let sense = LicenseSense(ofName: attribute.name).of(owner)
      body(&self, LicenseFact(sense: sense, text: attribute.value, name: attribute.name, isAttribute: true))
    }
    var children = document.children(of: element)
    while let child = children.next(in: document) {
      if hasParts[child] || isRoot && isCommon(child) || isNil(child) { continue }
      if document.hasChildren(child) || document.hasAttributes(child) {
        forEachFact(in: child, isRoot: false, body)
      }
      if !document.hasChildren(child) {
        body(
          &self,
          LicenseFact(
            sense: names.sense(of: child).of(owner), text: document.text(of: child), name: name(child)))
      }
    }
  }

  // MARK: Elements without a licence inside

  /// Looks for signs of licences in an element without one.
  private mutating func lookForMentions(
    in element: Int, beside pairing: LicensePairing, _ standing: LicenseStanding
  ) {
    let sense = names.sense(of: element)
    let tag = name(element)
    // The definition of a data set only names what its rows have.
    if document.element(at: element).namespace == "http://www.w3.org/2001/XMLSchema" || isNil(element) {
      return
    }
    let standing = standing.and(LicenseStanding(in: document.element(at: element), sense))
    mention(LicenseMention.applications(in: tag), "<\(tag)>", element, pairing, standing)
    for attribute in attributes(of: element) {
      let sense = LicenseSense(ofName: attribute.name)
      look(
        at: LicenseFact(sense: sense, text: attribute.value, name: attribute.name, isAttribute: true),
        element,
        pairing, standing)
      mention(LicenseMention.applications(in: attribute.name), attribute.name, element, pairing, standing)
    }
    look(
      at: LicenseFact(sense: sense, text: document.text(of: element), name: tag), element, pairing, standing)
    guard document.hasChildren(element) else { return }
    let isLicense =
      sense.contains(.license) && sense.isDisjoint(with: [.unknown, .ofOthers, .user]) && !sense.isFact
    if pairing.pairs.isEmpty, isLicense, holdsFact(element) {
      return suspect("no licence could be read in <\(tag)>", element, isStrong: true)
    }
    if pairing.pairs.isEmpty, document.holdsSomething(element) {
      if let repeated = names.repeatedChild(of: element), !names.sense(of: repeated).isFact, !sense.isFact {
        suspect("<\(tag)> has a list of <\(name(repeated))>", element, isStrong: !sense.contains(.ofOthers))
      } else if !sense.isFact, !sense.contains(.user) {
        suspect("the content of <\(tag)> isn't known", element)
      }
    }
    var children = document.children(of: element)
    while let child = children.next(in: document) { lookForMentions(in: child, beside: pairing, standing) }
  }

  /// Whether an element contains a value that isn't a count.
  private mutating func holdsFact(_ element: Int) -> Bool {
    var holds = false
    forEachFact(in: element, isRoot: false) { _, fact in
      let isCount = !fact.sense.isDisjoint(with: [.count, .number, .more])
      holds = holds || !isCount && LicenseFact.Value(fact.text) != .none
    }
    return holds
  }

  private mutating func look(
    at fact: LicenseFact, _ element: Int, _ pairing: LicensePairing, _ standing: LicenseStanding
  ) {
    guard !fact.text.isEmpty, !fact.text.trimmingXMLSpace.isEmpty, isOfUser(fact) == nil else { return }
    let applications = LicenseMention.applications(in: fact.text)
    if !applications.isEmpty { return mention(applications, "\(fact)", element, pairing, standing) }
    guard pairing.pairs.isEmpty, !fact.sense.isFact else { return }
    let isText = LicenseFact.Value(fact.text) == .text
    if isText, fact.sense.contains(.license), fact.sense.isDisjoint(with: [.unknown, .ofOthers]) {
      suspect("\(fact) may be a licence", element, isStrong: true)
    } else if isText, LicenseMention.isList(fact.text) {
      suspect("\(fact) may be a list", element, isStrong: fact.sense.isDisjoint(with: [.user, .ofOthers]))
    }
  }

  /// Records that applications are named in a place without a licence.
  private mutating func mention(
    _ applications: [String], _ place: String, _ element: Int, _ pairing: LicensePairing,
    _ standing: LicenseStanding
  ) {
    let isLicensesOwn = applications.allSatisfy { name in
      pairing.pairs.contains { LicenseMention.applications(in: $0.applicationName).contains(name) }
    }
    guard !applications.isEmpty, !isLicensesOwn else { return }
    let description =
      "\(place) names \(applications.joined(separator: ", ")), but no licence could be read there"
    switch standing {
    case .notHeld: break
    case .aside: setAside(LicenseDoubt(element: document.element(at: element), description: description))
    case .held, .unclear, .ofOthers, .doubtful: doubt(description, element)
    }
  }

  /// Records a possible list of licences: always, or only if no licence is found.
  private mutating func suspect(_ description: String, _ element: Int, isStrong: Bool = false) {
    if isStrong {
      doubt(description, element)
    } else if suspects.count < LicenseFinder.mostDoubts {
      suspects.append(LicenseDoubt(element: document.element(at: element), description: description))
    }
  }

  /// Checks the texts of the document outside the result.
  private mutating func lookOutside(of result: Int) {
    let inside = result..<document.end(of: result)
    for index in 0..<document.nodeCount where !inside.contains(index) && document.isElement(index) {
      guard !document.hasChildren(index) || names.part(of: index) != nil else { continue }
      let applications = LicenseMention.applications(in: document.text(of: index))
      guard !applications.isEmpty || names.part(of: index) != nil else { continue }
      doubt("<\(name(index))> outside the result may be about licences", index)
    }
    for child in document.element(at: result).childElements where child.nameEqualsIgnoringCase("errormessage")
    {
      mention(
        LicenseMention.applications(in: child.text), "the message", child.index, LicensePairing([]), .held)
    }
  }

  // MARK: -

  /// Whether an element is one of the two common to every answer.
  private func isCommon(_ element: Int) -> Bool {
    let element = document.element(at: element)
    return element.nameEqualsIgnoringCase("success") || element.nameEqualsIgnoringCase("errormessage")
  }

  private func isNil(_ element: Int) -> Bool {
    document.hasAttributes(element) && document.element(at: element).isNil
  }

  private func attributes(of element: Int) -> [ElementTree.Attribute] {
    guard document.hasAttributes(element) else { return [] }
    return document.element(at: element).attributes.filter { attribute in
      // The metadata of data sets and schemas isn't a fact.
      attribute.namespace.map {
        !$0.hasPrefix("urn:schemas-microsoft-com:xml-") && !$0.hasPrefix("http://www.w3.org/")
      } ?? true
    }
  }

  private func name(_ element: Int) -> String { document.element(at: element).name }
}
