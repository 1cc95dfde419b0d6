extension StringProtocol {
  /// Without the white space of XML at its ends (XML 1.0, section 2.3).
  package var trimmingXMLSpace: Substring {
    let text = Substring(self)
    guard let start = text.utf8.firstIndex(where: { !$0.isXMLSpace }),
      let last = text.utf8.lastIndex(where: { !$0.isXMLSpace })
    else { return "" }
    return Substring(text.utf8[start...last])
  }
}
