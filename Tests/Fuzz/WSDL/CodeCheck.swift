import FuzzSupport

/// What holds for all generated code: outside of literals and comments there are only the marks that the generator
/// uses, in pairs where they come in pairs.
enum CodeCheck {
  static func check(_ text: String) {
    var open: [Unicode.Scalar] = []
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let code = line.drop { $0 == " " }
      if code.starts(with: "//".unicodeScalars) {
        checkComment(code)
      } else {
        checkCode(code, &open)
      }
    }
    require(open.isEmpty, "\(open.count) brackets are not closed:\n\(text)")
  }

  private static func checkComment(_ line: Substring.UnicodeScalarView) {
    require(
      line.allSatisfy {
        $0 == " " || !$0.properties.isWhitespace && $0.properties.generalCategory != .control
      },
      "a comment with a control character: \(String(line))")
    require(line.count { $0 == "`" }.isMultiple(of: 2), "a comment with half a quotation: \(String(line))")
  }

  private static func checkCode(_ line: Substring.UnicodeScalarView, _ open: inout [Unicode.Scalar]) {
    var isLiteral = false
    var isEscaped = false
    var isQuotedName = false
    for scalar in line {
      if isLiteral {
        require((" "..."~").contains(scalar), "a literal that is not ASCII: \(String(line))")
        if isEscaped {
          require("\"\\u".unicodeScalars.contains(scalar), "an escape that is not written: \(String(line))")
          isEscaped = false
        } else if scalar == "\\" {
          isEscaped = true
        } else if scalar == "\"" {
          isLiteral = false
        }
        continue
      }
      switch scalar {
      case "\"": isLiteral = true
      case "`": isQuotedName.toggle()
      case "(", "[", "{": open.append(scalar)
      case ")": require(open.popLast() == "(", "no such bracket is open: \(String(line))")
      case "]": require(open.popLast() == "[", "no such bracket is open: \(String(line))")
      case "}": require(open.popLast() == "{", "no such bracket is open: \(String(line))")
      default: require(isAllowed(scalar), "\(scalar.escaped(asASCII: true)) stands in code: \(String(line))")
      }
    }
    require(!isLiteral && !isEscaped, "a literal does not end on its line: \(String(line))")
    require(!isQuotedName, "a quoted name does not end on its line: \(String(line))")
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x80 { return scalar.properties.isXIDContinue }
    return " &,-.:<=>?@_|!".unicodeScalars.contains(scalar) || ("a"..."z").contains(scalar)
      || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
  }
}
