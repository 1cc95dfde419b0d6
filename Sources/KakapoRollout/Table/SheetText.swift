/// A sheet of a workbook as text.
package struct SheetText: Sendable {
  /// A cell by its place.
  struct Place: Hashable {
    let row: Int
    let column: Int
  }

  /// Its cells as CSV in UTF-8 with commas; an empty row is an empty line.
  package private(set) var csv: [UInt8] = []
  /// Its name.
  let name: String
  /// The other sheets that have cells.
  package var others: [String] = []
  /// Why the text of a cell isn't certain.
  private(set) var doubts: [Place: String] = [:]
  private let limit: Int
  private var row = 1
  private var column = 0

  /// Whether the text is longer than an input may be; a short file may refer to one long text many times.
  package var isTooLong: Bool { csv.count + doubts.count * 64 > limit }

  /// Makes a sheet without cells.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - limit: The most bytes of its text; by default those of an input.
  package init(name: String, limit: Int? = nil) {
    self.name = name
    self.limit = limit ?? InputLimits.bytes
  }

  /// Adds a cell; the cells come in order, and the empty ones are left out.
  ///
  /// - Parameters:
  ///   - text: What the cell shows.
  ///   - doubt: Why that isn't certain, as a sentence about the cell without a subject.
  ///   - row: Its row, from 1.
  ///   - column: Its column, from 0.
  package mutating func append(_ text: String, doubt: String?, row: Int, column: Int) {
    if let doubt { doubts[Place(row: row, column: column)] = doubt }
    guard !text.isEmpty else { return }
    if row > self.row {
      csv += repeatElement(0xA, count: row - self.row)
      (self.row, self.column) = (row, 0)
    }
    csv += repeatElement(UInt8(ascii: ","), count: column - self.column)
    self.column = column
    // Quotation marks cost less than looking for what needs them.
    csv.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { csv.append(byte) }
      csv.append(byte)
    }
    csv.append(UInt8(ascii: "\""))
  }
}
