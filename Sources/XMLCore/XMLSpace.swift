extension StringProtocol where SubSequence == Substring {
  /// Without the white space of XML at its ends (XML 1.0, section 2.3).
  package var trimmingXMLSpace: Substring {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    let start = drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
    return start[...last]
  }
}
