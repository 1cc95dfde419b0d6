import KakapoRollout
import XMLCore

/// Reads the cells of a sheet.
struct SheetReader {
  private let strings: SharedStrings
  private let styles: CellStyles
  private var fault: ZipArchive.Fault?
  private var row = 0

  /// The most rows and columns of a sheet.
  private static let rowLimit = 1_048_576
  private static let columnLimit = 16_384

  init(strings: SharedStrings, styles: CellStyles) {
    self.strings = strings
    self.styles = styles
  }

  /// Reads all rows.
  ///
  /// - Parameters:
  ///   - archive: The workbook.
  ///   - part: The part of the sheet.
  ///   - sheet: Receives the rows.
  /// - Throws: ``ZipArchive/Fault``.
  mutating func read(_ archive: ZipArchive, _ part: String, into sheet: inout SheetText) throws(ZipArchive
    .Fault)
  {
    var text = sheet
    var reader = self
    try archive.pieces(of: part, depth: 2) { element in
      guard element.nameEquals("row") else { return true }
      do throws(ZipArchive.Fault) {
        try reader.read(element, into: &text)
        return true
      } catch {
        reader.fault = error
        return false
      }
    }
    if let fault = reader.fault { throw fault }
    (self, sheet) = (reader, text)
  }

  /// Whether a sheet has a cell with something in it.
  static func hasCells(_ archive: ZipArchive, _ part: String) throws(ZipArchive.Fault) -> Bool {
    var hasCells = false
    try archive.pieces(of: part, depth: 2) { element in
      hasCells = element.nameEquals("row") && element.childElements.contains { $0.hasElementChildren }
      return !hasCells
    }
    return hasCells
  }

  private mutating func read(_ element: ElementTree, into sheet: inout SheetText) throws(ZipArchive.Fault) {
    let number = try element.attribute("r").map { text throws(ZipArchive.Fault) in
      guard let number = Int(text), (1...Self.rowLimit).contains(number) else {
        throw ZipArchive.Fault(problem: "The sheet has a row with the number \(text.prefix(40))")
      }
      return number
    }
    guard number ?? row + 1 > row else {
      throw ZipArchive.Fault(
        problem: "Row \(number ?? 0) of the sheet comes after row \(row)",
        remedy: "Open the workbook in Excel or LibreOffice, and save it again.")
    }
    row = number ?? row + 1
    var column = -1
    for cell in element.childElements where cell.nameEquals("c") {
      let place = try cell.attribute("r").map { text throws(ZipArchive.Fault) in try self.column(of: text) }
      guard place ?? column + 1 > column, place ?? column + 1 < Self.columnLimit else {
        throw ZipArchive.Fault(
          problem: "The cells of row \(row) are not in order",
          remedy: "Open the workbook in Excel or LibreOffice, and save it again.")
      }
      column = place ?? column + 1
      if let shown = try shown(cell) {
        sheet.append(shown.text, doubt: shown.doubt, row: row, column: column)
      }
    }
  }

  /// The column of a reference such as `AB12`, from 0.
  private func column(of reference: String) throws(ZipArchive.Fault) -> Int {
    var column = 0
    var digits = 0
    var number = 0
    for byte in reference.utf8 {
      switch byte {
      case 0x41...0x5A where digits == 0 && column < Self.columnLimit: column = column * 26 + Int(byte - 0x40)
      case 0x30...0x39 where column > 0 && digits < 8:
        number = number * 10 + Int(byte - 0x30)
        digits += 1
      default: number = -1
      }
      if number < 0 { break }
    }
    guard number == row, (1...Self.columnLimit).contains(column) else {
      throw ZipArchive.Fault(problem: "Row \(row) of the sheet has a cell \(reference.prefix(40))")
    }
    return column - 1
  }

  /// What a cell shows; `nil` for an empty one.
  private func shown(_ cell: ElementTree) throws(ZipArchive.Fault) -> NumberFormat.Shown? {
    var value: String?
    var inline: String?
    var formula: String?
    cell.forEachChild { child in
      if child.nameEquals("v") {
        value = child.text
      } else if child.nameEquals("f") {
        formula = child.text
      } else if child.nameEquals("is") {
        inline = SharedStrings.text(of: child)
      }
    }
    let style = cell.attribute("s").flatMap { Int($0) } ?? 0
    let kind = cell.attribute("t") ?? "n"
    if kind == "inlineStr" { return inline.map { styles.format(style).show($0) } }
    guard let value else {
      return formula.map {
        NumberFormat.Shown(
          text: "=\($0)", doubt: "is a formula without a value; open the workbook in Excel and save it")
      }
    }
    switch kind {
    case "s":
      guard let index = Int(value), strings.texts.indices.contains(index) else {
        throw ZipArchive.Fault(problem: "Row \(row) of the sheet has a text that the workbook lacks")
      }
      return styles.format(style).show(strings.texts[index])
    case "str": return styles.format(style).show(SharedStrings.unescaped(value))
    case "b": return NumberFormat.Shown(text: value == "1" || value == "true" ? "TRUE" : "FALSE")
    case "e": return NumberFormat.Shown(text: value)
    case "d":
      return NumberFormat.Shown(text: value, doubt: "is a date without the format that it is shown in")
    case "n": return value.isEmpty ? nil : styles.show(value, style: style)
    default:
      throw ZipArchive.Fault(
        problem: "Row \(row) of the sheet has a cell of an unknown kind, \(kind.prefix(40))")
    }
  }
}
