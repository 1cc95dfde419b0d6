/// Shows a number that isn't a date.
struct NumberText {
  private var number: DecimalNumber

  init(_ number: DecimalNumber) { self.number = number }

  /// Shows the number.
  ///
  /// - Parameter tokens: A section of a format.
  /// - Returns: The text.
  func show(_ tokens: [NumberFormat.Token]) -> NumberFormat.Shown {
    let digits = tokens.indices.filter { if case .digit = tokens[$0] { true } else { false } }
    if tokens.contains(.general) || tokens.contains(.text) || digits.isEmpty {
      return plain(tokens)
    }
    guard !tokens.contains(where: { if case .exponent = $0 { true } else { false } }) else {
      return scientific(tokens)
    }
    return fixed(tokens, digits)
  }

  /// A format without digits: the number as it is, or only literals.
  private func plain(_ tokens: [NumberFormat.Token]) -> NumberFormat.Shown {
    var text = number.isNegative ? "-" : ""
    var number = number
    number.isNegative = false
    for token in tokens {
      switch token {
      case .general, .text: text += number.general
      case .literal(let literal): text += literal
      case .point: text += "."
      default: return Self.unknown(self.number)
      }
    }
    return NumberFormat.Shown(text: text)
  }

  private static func unknown(_ number: DecimalNumber) -> NumberFormat.Shown {
    NumberFormat.Shown(text: number.general, doubt: "has a format that is not understood")
  }

  /// A format with digits, such as `#,##0.00` or `00000`.
  private func fixed(_ tokens: [NumberFormat.Token], _ digits: [Int]) -> NumberFormat.Shown {
    var number = number
    let point = tokens.firstIndex(of: .point) ?? tokens.endIndex
    let whole = digits.filter { $0 < point }
    let behind = digits.filter { $0 > point }
    let commas = tokens.indices.filter { tokens[$0] == .comma }
    // Behind the last digit a comma divides by a thousand.
    guard commas.allSatisfy({ comma in whole.contains { $0 < comma } && whole.contains { $0 > comma } }),
      !digits.contains(where: { tokens[$0] == .digit("?") }), tokens.filter({ $0 == .point }).count < 2
    else { return Self.unknown(number) }
    let percents = tokens.count { $0 == .percent }
    if !number.digits.isEmpty { number.exponent += 2 * percents }
    number.round(to: behind.count)
    var text = number.isNegative ? "-" : ""
    var wholeDigits = Array(number.whole)
    let fraction = Array(number.fraction)
    let required = whole.firstIndex { tokens[$0] == .digit("0") }.map { whole.count - $0 } ?? 0
    while wholeDigits.count < required { wholeDigits.insert("0", at: 0) }
    // A literal inside the digits, as in `000-0000`, has its place among them.
    var left = wholeDigits.count
    for (index, token) in tokens.enumerated() {
      switch token {
      case .digit:
        if index < point {
          let place = whole.count - (whole.firstIndex(of: index) ?? 0)
          let isFirst = index == whole.first
          while left > 0, left >= place, isFirst || left == place {
            text.append(wholeDigits[wholeDigits.count - left])
            left -= 1
            if !commas.isEmpty, left > 0, left % 3 == 0 { text.append(",") }
          }
        } else {
          let place = behind.firstIndex(of: index) ?? 0
          let isNeeded = tokens[index] == .digit("0") || place < fraction.count
          if isNeeded { text.append(place < fraction.count ? fraction[place] : "0") }
        }
      case .point:
        // Without digits before the point, those of the number are shown all the same.
        if whole.isEmpty { text += String(wholeDigits) }
        text += "."
      case .comma: break
      case .percent: text += "%"
      case .literal(let literal): text += literal
      default: return Self.unknown(self.number)
      }
    }
    return NumberFormat.Shown(text: text)
  }

  /// `0.00E+00`.
  private func scientific(_ tokens: [NumberFormat.Token]) -> NumberFormat.Shown {
    guard
      let split = tokens.firstIndex(where: { if case .exponent = $0 { true } else { false } }),
      case .exponent(let showsPlus) = tokens[split], case let mantissa = Array(tokens[..<split]),
      case let power = tokens[(split + 1)...], power.allSatisfy({ $0 == .digit("0") }), !power.isEmpty,
      mantissa.first == .digit("0"), mantissa.dropFirst().first.map({ $0 == .point }) ?? true,
      mantissa.dropFirst(2).allSatisfy({ $0 == .digit("0") })
    else { return Self.unknown(number) }
    var rounded = number
    var exponent = number.digits.isEmpty ? 0 : number.exponent - 1
    if !rounded.digits.isEmpty {
      rounded.exponent = 1
      rounded.round(to: max(0, mantissa.count - 2))
      if rounded.exponent > 1 {
        rounded.exponent = 1
        exponent += 1
      }
    }
    let text = NumberText(rounded).show(mantissa).text
    var digits = String(abs(exponent))
    digits = String(repeating: "0", count: max(0, power.count - digits.count)) + digits
    let sign = exponent < 0 ? "-" : showsPlus ? "+" : ""
    return NumberFormat.Shown(text: "\(text)E\(sign)\(digits)")
  }
}
