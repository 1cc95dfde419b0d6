import XMLCore

/// The number formats of a workbook's cells.
struct CellStyles {
  /// The formats by the style number of a cell.
  private var formats: [NumberFormat] = []
  private let is1904: Bool

  /// Reads the styles.
  ///
  /// - Parameters:
  ///   - archive: The workbook.
  ///   - part: The part; `nil` if the workbook has none.
  ///   - is1904: Whether the workbook counts days from 1904.
  /// - Throws: ``ZipArchive/Fault``.
  init(_ archive: ZipArchive, part: String?, is1904: Bool) throws(ZipArchive.Fault) {
    self.is1904 = is1904
    guard let part, archive.has(part) else { return }
    let sheet = try archive.document(part)
    var known: [Int: NumberFormat] = [:]
    for format in sheet.child("numFmts")?.children(named: "numFmt") ?? [] {
      guard let number = format.attribute("numFmtId").flatMap(Int.init),
        let code = format.attribute("formatCode")
      else { continue }
      known[number] = NumberFormat(code: code)
    }
    for style in sheet.child("cellXfs")?.children(named: "xf") ?? [] {
      let number = style.attribute("numFmtId").flatMap(Int.init) ?? 0
      let format = known[number] ?? NumberFormat.builtIn(number) ?? .general
      known[number] = format
      formats.append(format)
    }
  }

  /// The format of a style; general for one that the workbook lacks.
  func format(_ style: Int) -> NumberFormat { formats.indices.contains(style) ? formats[style] : .general }

  /// Shows a number.
  ///
  /// - Parameters:
  ///   - digits: The number as the workbook has it.
  ///   - style: The style of its cell.
  /// - Returns: What is shown.
  func show(_ digits: String, style: Int) -> NumberFormat.Shown {
    let format = format(style)
    // Most numbers are whole, and more than a few digits have lost their end.
    if digits.utf8.count <= 15, format.showsPlainDigits, digits.utf8.first != UInt8(ascii: "0"),
      digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
    {
      return NumberFormat.Shown(text: digits)
    }
    guard let value = Double(digits) else {
      return NumberFormat.Shown(text: digits, doubt: "is not a number")
    }
    return format.show(value, is1904: is1904)
  }
}
