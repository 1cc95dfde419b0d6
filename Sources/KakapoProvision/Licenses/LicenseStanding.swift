import XMLCore

/// The standing of licences at a place in an answer.
enum LicenseStanding {
  case held
  /// They count as held, but that is uncertain.
  case unclear(String)
  /// They may include those of others, unless an element farther in is the user's.
  case ofOthers(String)
  /// Whether they are held is unknown.
  case doubtful(String)
  /// They don't seem to be held; a doubt if there are no other licences.
  case aside(String)
  /// They aren't held.
  case notHeld

  /// The standing of the licences in an element, according to its name.
  init(in element: ElementTree, _ sense: LicenseSense) {
    if sense.isDisjoint(with: [.otherwise, .available, .end, .ofOthers, .unknown]) {
      self = .held
    } else if element.namespace == "urn:schemas-microsoft-com:xml-diffgram-v1", element.name == "before" {
      // The rows of a data set before its changes.
      self = .notHeld
    } else if !sense.isDisjoint(with: [.otherwise, .available, .end]) {
      self = .aside("<\(element.name)> may not be what the user holds")
    } else if sense.contains(.ofOthers) {
      self = sense.contains(.user) ? .held : .ofOthers("<\(element.name)> may not be the user's own")
    } else {
      self = .unclear("the meaning of <\(element.name)> isn't known")
    }
  }

  /// The worse of two standings.
  func and(_ other: LicenseStanding) -> LicenseStanding { other.rank > rank ? other : self }

  private var rank: Int {
    switch self {
    case .held: 0
    case .unclear: 1
    case .ofOthers: 2
    case .doubtful: 3
    case .aside: 4
    case .notHeld: 5
    }
  }
}

/// The meanings of the element names in one document; each name is judged once.
struct LicenseNames {
  let document: ParsedDocument
  /// By the index of the name; `nil` for a name that hasn't been judged yet.
  private var known: [(part: LicensePart?, sense: LicenseSense)?] = []

  init(document: ParsedDocument) {
    self.document = document
  }

  mutating func part(of element: Int) -> LicensePart? { look(at: element).part }
  mutating func sense(of element: Int) -> LicenseSense { look(at: element).sense }

  private mutating func look(at element: Int) -> (part: LicensePart?, sense: LicenseSense) {
    let index = document.nameIndex(of: element)
    if index < known.count, let answer = known[index] { return answer }
    let name = document.element(at: element).name
    let answer = (LicenseNames.part(named: name), LicenseSense(ofName: name))
    if index >= known.count { known += repeatElement(nil, count: index + 1 - known.count) }
    known[index] = answer
    return answer
  }

  static func part(named name: String) -> LicensePart? {
    switch name.lowercased() {
    case "applicationname": .applicationName
    case "licensetype": .licenseType
    case "licensename": .licenseName
    default: nil
    }
  }

  /// Which elements contain or are the name or type of a licence.
  mutating func partsInside() -> [Bool] {
    var marks = Array(repeating: false, count: document.nodeCount)
    for index in marks.indices where document.isElement(index) && hasPart(index) {
      for element in document.elementAndAncestors(of: index) {
        if marks[element] { break }
        marks[element] = true
      }
    }
    return marks
  }

  private mutating func hasPart(_ element: Int) -> Bool {
    if part(of: element) != nil { return true }
    guard document.hasAttributes(element) else { return false }
    return document.element(at: element).attributes.contains { LicenseNames.part(named: $0.name) != nil }
  }

  /// The first child with the same name as an earlier child.
  func repeatedChild(of element: Int) -> Int? {
    var seen: Set<Int> = []
    var children = document.children(of: element)
    while let child = children.next(in: document) {
      if !seen.insert(document.nameIndex(of: child)).inserted { return child }
    }
    return nil
  }
}

/// The part of a licence that an element can be.
enum LicensePart { case applicationName, licenseType, licenseName }

/// The names and types directly in one element, as attributes or children, and their pairs.
struct LicensePairing {
  /// The pairs; a licence without a type has an empty one.
  private(set) var pairs: [LicensePair] = []
  /// Why the names and types don't form pairs, if there are any and they don't.
  private(set) var problem: String?

  /// Whether there is neither a name nor a type.
  var isEmpty: Bool { pairs.isEmpty && problem == nil }

  /// Pairs names and types only if they alternate: a guess might add a licence that isn't held.
  ///
  /// - Parameters:
  ///   - parts: Names and types in document order, without a display name beside a type.
  ///   - hasOtherType: Whether something else beside them may be the type.
  init(_ parts: [(part: LicensePart, text: String)], hasOtherType: Bool = false) {
    guard let first = parts.first else { return }
    let isName = parts.map { $0.part == .applicationName }
    if parts.count == 1, isName[0], !hasOtherType {
      pairs = [LicensePair(first.text, "")]
    } else if parts.count.isMultiple(of: 2), zip(isName, isName.dropFirst()).allSatisfy({ $0 != $1 }) {
      for index in stride(from: 0, to: parts.count, by: 2) {
        let (name, type) = isName[0] ? (parts[index], parts[index + 1]) : (parts[index + 1], parts[index])
        pairs.append(LicensePair(name.text, type.text))
      }
    } else {
      problem = "application names and licence types don't alternate"
    }
    if pairs.contains(where: { $0.applicationName.allSatisfy(\.isWhitespace) }) {
      pairs = []
      problem = "an application name is missing"
    }
  }
}
