import Support

/// The meaning of an element's or attribute's name for the licences in it or beside it.
///
/// The shape of the list isn't documented, so names are judged by their words: `assignedOn`, `is_expired`,
/// `AvailableLicenses`.
struct LicenseSense: OptionSet {
  let rawValue: UInt32

  /// The user holds it: `assigned`, `granted`.
  static let held = LicenseSense(rawValue: 1 << 0)
  /// It is valid at present: `active`, `enabled`, `valid`.
  static let active = LicenseSense(rawValue: 1 << 1)
  /// It isn't held, or not any longer: `available`, `removed`, `history`, `upgrade`.
  static let otherwise = LicenseSense(rawValue: 1 << 2)
  /// When it ends: `expires`, `validUntil`.
  static let end = LicenseSense(rawValue: 1 << 3)
  /// When it begins: `start`, `validFrom`.
  static let start = LicenseSense(rawValue: 1 << 4)
  /// Its state: `status`.
  static let state = LicenseSense(rawValue: 1 << 5)
  /// How many: `quantity`, `seats`.
  static let number = LicenseSense(rawValue: 1 << 6)
  /// Whether the list continues: `hasMore`, `truncated`, `next`.
  static let more = LicenseSense(rawValue: 1 << 7)
  /// Whose it is: `user`, `owner`.
  static let user = LicenseSense(rawValue: 1 << 8)
  /// It belongs to more users than this one: `group`, `reseller`, `pool`.
  static let ofOthers = LicenseSense(rawValue: 1 << 9)
  /// Licences or things like them: `licenses`, `products`.
  static let license = LicenseSense(rawValue: 1 << 10)
  /// A type of something: `type`, `edition`.
  static let type = LicenseSense(rawValue: 1 << 11)
  /// A container of anything: `list`, `item`.
  static let container = LicenseSense(rawValue: 1 << 12)
  /// A fact that says nothing about holding it: `id`, `name`, `phone`.
  static let fact = LicenseSense(rawValue: 1 << 13)
  /// It negates the next word: `not`, `un`.
  static let not = LicenseSense(rawValue: 1 << 14)
  /// Who did it: `by`.
  static let by = LicenseSense(rawValue: 1 << 15)
  /// It can be acquired: `available`, `optional`.
  static let available = LicenseSense(rawValue: 1 << 17)
  /// The number of entries in a list: `count`, `total`.
  static let count = LicenseSense(rawValue: 1 << 18)
  /// How to reach a person, which isn't an ID: `email`, `alias`.
  static let address = LicenseSense(rawValue: 1 << 19)
  /// Which one it is: `id`.
  static let id = LicenseSense(rawValue: 1 << 20)
  /// Something went wrong: `error`.
  static let error = LicenseSense(rawValue: 1 << 21)
  /// At least one word isn't known.
  static let unknown = LicenseSense(rawValue: 1 << 16)

  /// The names read so far: the answers of one service have few names, and splitting one into words is slow.
  private static let known = Locked<[String: LicenseSense]>([:])

  /// Reads a name.
  ///
  /// - Parameter name: The local name.
  init(ofName name: String) {
    if let sense = LicenseSense.known.withLock({ $0[name] }) {
      self = sense
      return
    }
    let sense = LicenseSense(wordsOf: name)
    LicenseSense.known.withLock { known in
      if known.count < 1000 { known[name] = sense }
    }
    self = sense
  }

  private init(wordsOf name: String) {
    self = []
    var isNegated = false
    for word in LicenseWords(name).words {
      let sense = LicenseWords.senses[word] ?? .unknown
      if sense == .not {
        isNegated = true
      } else if word == "to", contains(.active) {
        insert(.end)  // validTo
      } else if isNegated, !sense.isDisjoint(with: [.held, .active]) {
        insert(.otherwise)
        isNegated = false
      } else {
        formUnion(sense)
      }
    }
  }

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The sense of a fact in an element about an owner: an ID there is the owner's ID.
  func of(_ owner: LicenseSense) -> LicenseSense { contains(.id) ? union(owner) : self }

  /// Whether it is about something other than a licence, in known words.
  var isFact: Bool { !isDisjoint(with: [.fact, .id, .address, .by, .number, .count]) }

  /// Whether a text has a word that means "not held": `Expired`, `not assigned`.
  static func saysOtherwise(_ text: String) -> Bool {
    var isNegated = false
    for word in LicenseWords(text).words {
      let sense = LicenseWords.senses[word] ?? .unknown
      if !sense.isDisjoint(with: [.otherwise, .available])
        || isNegated && !sense.isDisjoint(with: [.held, .active])
      {
        return true
      }
      isNegated = sense == .not || isNegated && sense.isDisjoint(with: [.held, .active])
    }
    return false
  }
}

/// The words of a name or text, in lower case.
struct LicenseWords {
  private(set) var words: [String] = []

  /// Splits a name where a capital follows a small letter, and at characters that aren't letters.
  init(_ name: String) {
    var word = ""
    var previous: Unicode.Scalar?
    let scalars = Array(name.unicodeScalars.prefix(400))
    for (index, scalar) in scalars.enumerated() {
      guard scalar.properties.isAlphabetic else {
        take(&word)
        previous = nil
        continue
      }
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      let beginsWord =
        scalar.properties.isUppercase
        && (previous?.properties.isLowercase == true
          || previous?.properties.isUppercase == true && next?.properties.isLowercase == true)
      if beginsWord { take(&word) }
      word.unicodeScalars.append(scalar)
      previous = scalar
    }
    take(&word)
  }

  private mutating func take(_ word: inout String) {
    defer { word = "" }
    guard !word.isEmpty else { return }
    let small = word.lowercased()
    // One or two letters, as in <l> or <x1>, mean nothing.
    if small.utf8.count <= 2, LicenseWords.senses[small] == nil { return }
    words += LicenseWords.parts(of: small) ?? [small]
  }

  /// The known words that make up a run of small letters, such as `userlicenses`; `nil` if it isn't made of them.
  private static func parts(of run: String) -> [String]? {
    if let word = known(run) { return [word] }
    let letters = Array(run)
    guard letters.count <= 40 else { return nil }
    // The words up to each place, as few as possible.
    var best: [[String]?] = [[]] + Array(repeating: nil, count: letters.count)
    for end in 1...letters.count {
      for start in 0..<end where end - start >= 2 {
        guard let before = best[start], let word = known(String(letters[start..<end])) else { continue }
        if best[end].map({ $0.count > before.count + 1 }) ?? true { best[end] = before + [word] }
      }
    }
    return best[letters.count]
  }

  /// A word of the vocabulary, as it is or in the singular.
  private static func known(_ word: String) -> String? {
    if senses[word] != nil { return word }
    for (ending, singular) in [("ies", "y"), ("es", ""), ("s", "")] where word.hasSuffix(ending) {
      let stem = word.dropLast(ending.count) + singular
      if stem.count > 2, senses[String(stem)] != nil { return String(stem) }
    }
    return nil
  }

  static let senses: [String: LicenseSense] = {
    let lists: [(LicenseSense, String)] = [
      (
        .held,
        "assigned held hold holding holds owned owns granted allocated entitled provisioned occupied activated used inuse assign"
      ),
      (.active, "active enabled valid current live effective usable"),
      (.available, "available availability optional option eligible offered offer offering"),
      (
        .otherwise,
        """
        unassigned unallocated unused unowned free remaining spare removed removal remove revoked revoke
        expired deleted delete former formerly previous prior past old older history historic historical log audit archive archived
        pending requested wanted proposed planned future scheduled upgrade
        downgrade upgradable catalogue catalog shop pricelist template sample example disabled inactive deactivated suspended
        suspension blocked locked denied deny forbidden cancelled canceled cancel terminated terminate withdrawn returned released
        rejected refused failed failure invalid obsolete legacy deprecated superseded replaced lapsed trash recycle recycled bin wish
        wishlist candidate possible potential recommended recommendation suggested suggestion supported unsupported missing lacking
        required requirement before original orphaned stale unlicensed excluded exclude hidden dropped lost quarantined reserved
        reservation waiting queued purchasable orderable assignable transferred moved migrated moving ended stopped
        paused hold
        """
      ),
      (.end, "expires expire expiry expiration until till end ends ending thru through"),
      (.start, "start starts begin begins from since"),
      (.state, "status state condition lifecycle"),
      (.number, "quantity qty number amount seat"),
      (.count, "count total size length"),
      (.id, "id identifier uid guid"),
      (.error, "error exception fault problem"),
      (.address, "email mail contact alias sip uri"),
      (.more, "more truncated partial incomplete next continuation cursor continued"),
      (.user, "user owner assignee subscriber member person holder login account employee"),
      (
        .ofOthers,
        "group reseller provider enterprise tenant pool purchased purchase sub subpurchase customer company organisation organization site default shared inherited inheritance bundle department common other all"
      ),
      (
        .license,
        "license licence licensing licencing application app product entitlement subscription package sku feature right unity kakapo assignment service"
      ),
      (.type, "type edition tier level plan kind variant"),
      (
        .container,
        "list array of item entry element row table data dataset new set record collection result response return object value pair any node map string details detail info information content body model dto get to with my has is are in the a an and line rows diffgram xml root document"
      ),
      (
        .fact,
        """
        key on uuid name display first last middle title description comment note remark memo label text phone
        telephone mobile fax extension address street city zip postcode country language locale time date at
        timestamp version revision order index position sequence created creation modified updated update synced
        server host domain device mac ip url link port reference ref code currency vendor category timezone zone
        permission role department day month year hour permanent perpetual trial demo auto
        automatic renew renewal renewable visible editable readonly primary numeric max maximum min minimum limit offset
        skip take page elapsed duration warning message price period success change changed broadworks hidden checksum hash etag schema has request
        """
      ),
      (.not, "not no non un never without"),
      (.by, "by"),
    ]
    var senses: [String: LicenseSense] = [:]
    for (sense, words) in lists {
      // A word in two lists has the meaning of the first list.
      for word in words.split(whereSeparator: \.isWhitespace) where senses[String(word)] == nil {
        senses[String(word)] = sense
      }
    }
    return senses
  }()
}
