/// Writes zip archives whose entries are stored as they are, and workbooks in several dialects.
struct TestArchive {
  var entries: [(name: String, content: [UInt8])] = []

  /// Sets the content of an entry.
  subscript(name: String) -> String {
    get { entries.first { $0.name == name }.map { String(decoding: $0.content, as: UTF8.self) } ?? "" }
    set {
      entries.removeAll { $0.name == name }
      entries.append((name, Array(newValue.utf8)))
    }
  }

  /// The archive.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in entries {
      let offset = bytes.count
      // Version, flags, method, time, date, checksum, sizes, lengths of the name and of what else there is.
      let head =
        Self.two(20) + Self.two(0) + Self.two(0) + Self.two(0) + Self.two(0x21)
        + Self.four(Self.checksum(content)) + Self.four(UInt32(content.count))
        + Self.four(UInt32(content.count)) + Self.two(UInt16(name.utf8.count)) + Self.two(0)
      bytes += Self.four(0x0403_4B50) + head + Array(name.utf8) + content
      directory +=
        Self.four(0x0201_4B50) + Self.two(20) + head + Self.two(0) + Self.two(0) + Self.two(0) + Self.four(0)
        + Self.four(UInt32(offset)) + Array(name.utf8)
    }
    let count = Self.two(UInt16(entries.count))
    return bytes + directory + Self.four(0x0605_4B50) + Self.two(0) + Self.two(0) + count + count
      + Self.four(UInt32(directory.count)) + Self.four(UInt32(bytes.count)) + Self.two(0)
  }

  static func two(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }

  static func four(_ number: UInt32) -> [UInt8] {
    two(UInt16(number & 0xFFFF)) + two(UInt16(number >> 16))
  }

  /// CRC-32, bit by bit: another way than that of the reader.
  static func checksum(_ content: [UInt8]) -> UInt32 {
    var checksum: UInt32 = 0xFFFF_FFFF
    for byte in content {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~checksum
  }
}

/// A workbook for a test.
struct TestWorkbook {
  /// How the workbook is written.
  struct Dialect {
    /// Whether texts are in the cells and not shared.
    var hasInlineTexts = false
    /// Whether rows and cells say where they are.
    var hasReferences = true
    /// A prefix for the names of elements, with its colon.
    var prefix = ""
    /// Whether texts are split into runs.
    var hasRuns = false
    /// Whether there is white space between the elements.
    var isIndented = false

    static let all: [Dialect] = [
      Dialect(), Dialect(hasInlineTexts: true), Dialect(hasReferences: false), Dialect(prefix: "x:"),
      Dialect(hasRuns: true, isIndented: true),
      Dialect(hasInlineTexts: true, hasReferences: false, prefix: "main:", hasRuns: true, isIndented: true),
    ]
  }

  var dialect = Dialect()
  /// The sheets: a name, and the XML of the rows.
  private var sheets: [(name: String, rows: String, state: String)] = []
  private var texts: [String] = []
  private var places: [String: Int] = [:]
  /// The codes of the number formats, whose styles begin with 1.
  var formats: [String] = []
  var is1904 = false

  init(dialect: Dialect = Dialect()) { self.dialect = dialect }

  /// Adds a sheet of texts.
  mutating func add(_ name: String, _ table: [[String]], state: String = "visible") {
    let p = dialect.prefix
    let gap = dialect.isIndented ? "\r\n  " : ""
    var rows = ""
    for (row, cells) in table.enumerated() {
      var text = ""
      for (column, cell) in cells.enumerated() {
        let reference = dialect.hasReferences ? " r=\"\(Self.letters(column))\(row + 1)\"" : ""
        if cell.isEmpty {
          // A cell with a style and nothing else, or none.
          if !dialect.hasReferences || (row + column) % 2 == 0 { text += "<\(p)c\(reference) s=\"0\"/>" }
        } else if dialect.hasInlineTexts {
          text += "<\(p)c\(reference) t=\"inlineStr\"><\(p)is>\(content(cell))</\(p)is></\(p)c>"
        } else {
          text += "<\(p)c\(reference) t=\"s\"><\(p)v>\(place(of: cell))</\(p)v></\(p)c>"
        }
      }
      // Rows without a number can't be left out.
      if text.isEmpty, dialect.hasReferences { continue }
      let reference = dialect.hasReferences ? " r=\"\(row + 1)\" spans=\"1:9\"" : ""
      rows += "\(gap)<\(p)row\(reference)>\(text)</\(p)row>"
    }
    sheets.append((name, rows, state))
  }

  /// Adds a sheet whose rows are XML.
  mutating func add(_ name: String, xml: String) { sheets.append((name, xml, "visible")) }

  private mutating func place(of text: String) -> Int {
    if let place = places[text] { return place }
    texts.append(text)
    places[text] = texts.count - 1
    return texts.count - 1
  }

  private func content(_ text: String) -> String {
    let p = dialect.prefix
    func run(_ text: some StringProtocol) -> String {
      let escaped = text.unicodeScalars.map { scalar in
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case "\r": "_x000D_"
        default: String(scalar)
        }
      }.joined()
      return "<\(p)t xml:space=\"preserve\">\(escaped)</\(p)t>"
    }
    guard dialect.hasRuns else { return run(text) }
    let middle = text.unicodeScalars.index(
      text.unicodeScalars.startIndex, offsetBy: text.unicodeScalars.count / 2)
    let phonetic = "<\(p)rPh sb=\"0\" eb=\"1\"><\(p)t>not read</\(p)t></\(p)rPh>"
    return
      "<\(p)r>\(run(text[..<middle]))</\(p)r><\(p)r><\(p)rPr><\(p)b/></\(p)rPr>\(run(text[middle...]))</\(p)r>"
      + phonetic
  }

  static func letters(_ index: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + index % 26)))
    return index < 26 ? last : letters(index / 26 - 1) + last
  }

  /// The archive.
  var archive: TestArchive {
    var archive = TestArchive()
    let p = dialect.prefix
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let namespace = p.isEmpty ? "xmlns=\"\(main)\"" : "xmlns:\(p.dropLast())=\"\(main)\""
    let head =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\(dialect.isIndented ? "\r\n" : "")"
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relations(_ targets: [(kind: String, target: String)]) -> String {
      head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + targets.enumerated().map { index, target in
          "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relation)/\(target.kind)\" Target=\"\(target.target)\"/>"
        }.joined() + "</Relationships>"
    }
    archive["[Content_Types].xml"] =
      head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
    archive["_rels/.rels"] = relations([("officeDocument", "xl/workbook.xml")])
    archive["xl/workbook.xml"] =
      head + "<\(p)workbook \(namespace) xmlns:r=\"\(relation)\">"
      + (is1904 ? "<\(p)workbookPr date1904=\"1\"/>" : "") + "<\(p)sheets>"
      + sheets.enumerated().map { index, sheet in
        "<\(p)sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" state=\"\(sheet.state)\" r:id=\"rId\(index + 1)\"/>"
      }.joined() + "</\(p)sheets></\(p)workbook>"
    archive["xl/_rels/workbook.xml.rels"] = relations(
      sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
        + [("sharedStrings", "/xl/sharedStrings.xml"), ("styles", "styles.xml")])
    for (index, sheet) in sheets.enumerated() {
      archive["xl/worksheets/sheet\(index + 1).xml"] =
        head
        + "<\(p)worksheet \(namespace)><\(p)cols><\(p)col min=\"1\" max=\"2\"/></\(p)cols><\(p)sheetData>"
        + sheet.rows + "</\(p)sheetData></\(p)worksheet>"
    }
    archive["xl/sharedStrings.xml"] =
      head + "<\(p)sst \(namespace)>" + texts.map { "<\(p)si>\(content($0))</\(p)si>" }.joined()
      + "</\(p)sst>"
    archive["xl/styles.xml"] =
      head + "<\(p)styleSheet \(namespace)><\(p)numFmts>"
      + formats.enumerated().map { index, code in
        "<\(p)numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(code.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;"))\"/>"
      }.joined() + "</\(p)numFmts><\(p)cellXfs><\(p)xf numFmtId=\"0\"/>"
      + formats.indices.map { "<\(p)xf numFmtId=\"\(164 + $0)\"/>" }.joined()
      + "</\(p)cellXfs></\(p)styleSheet>"
    return archive
  }
}
