/// Recognises the names of secrets.
package enum SecretName {
  /// Whether the name suggests a password or the like.
  ///
  /// - Parameter name: The name of a parameter, element or attribute.
  /// - Returns: Whether it does. A short word counts only as a whole word: `shipping` isn't a PIN.
  package static func isLikely(_ name: String) -> Bool {
    let words = words(of: name)
    let letters = words.joined()
    if long.contains(where: letters.contains) { return true }
    // Behind an acronym, as in `SIPPin`, nothing shows where the word begins.
    if ["Pin", "PIN", "Pass", "Pw", "PW"].contains(where: name.hasSuffix) { return true }
    // At the start of a name, one of these words may mean something else, as in `passThrough`.
    return words.contains { short.contains($0) } || words.last.map(lastOnly.contains) == true
  }

  private static let long = [
    "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey",
  ]
  private static let short: Set<String> = ["pin"]
  private static let lastOnly: Set<String> = ["pass", "pw"]

  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var wasLower = false
    var isInside = false
    for character in name {
      if character.isLetter {
        if !isInside || (character.isUppercase && wasLower) { words.append("") }
        words[words.count - 1] += character.lowercased()
      }
      isInside = character.isLetter
      wasLower = character.isLowercase
    }
    return words
  }
}
