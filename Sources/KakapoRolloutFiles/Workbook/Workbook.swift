import KakapoRollout
import Support
import XMLCore

/// A workbook (XLSX) in memory: its sheets, and what their cells refer to.
struct Workbook {
  /// A sheet of the workbook.
  struct Sheet {
    let name: String
    let isVisible: Bool
    /// The part of the archive; `nil` if the sheet isn't a table, as a chart.
    let part: String?
  }

  private let archive: ZipArchive
  /// The sheets in their order.
  let sheets: [Sheet]
  private let is1904: Bool
  private let stringsPart: String?
  private let stylesPart: String?

  /// Reads the list of sheets.
  ///
  /// - Parameter bytes: The file.
  /// - Throws: `RolloutInputError` with one finding.
  init(_ bytes: [UInt8]) throws(RolloutInputError) {
    do throws(ZipArchive.Fault) {
      archive = try ZipArchive(bytes)
      guard archive.has("[Content_Types].xml") else { throw Self.noWorkbook(archive) }
      let root = try Relations(archive, of: "")
      guard let part = root.target(ofKind: "officeDocument"), archive.has(part) else {
        throw Self.noWorkbook(archive)
      }
      guard !part.hasSuffix(".bin") else {
        throw ZipArchive.Fault(
          problem: "The file is a binary workbook (.xlsb)", remedy: "Save it as an Excel workbook (.xlsx).")
      }
      let book = try archive.document(part)
      guard book.nameEquals("workbook") else { throw Self.noWorkbook(archive) }
      let relations = try Relations(archive, of: part)
      sheets = (book.child("sheets")?.children(named: "sheet") ?? []).map { sheet in
        let id = sheet.attributes.first { $0.name == "id" && $0.namespace != nil }?.value ?? ""
        return Sheet(
          name: sheet.attribute("name") ?? "", isVisible: sheet.attribute("state") ?? "visible" == "visible",
          part: relations.target(of: id, kind: "worksheet"))
      }
      is1904 = ["1", "true"].contains(book.child("workbookPr")?.attribute("date1904"))
      stringsPart = relations.target(ofKind: "sharedStrings")
      stylesPart = relations.target(ofKind: "styles")
    } catch {
      throw Self.error(error)
    }
  }

  private static func noWorkbook(_ archive: ZipArchive) -> ZipArchive.Fault {
    archive.has("content.xml")
      ? ZipArchive.Fault(
        problem: "The file is an OpenDocument file (.ods)",
        remedy: "In LibreOffice, save it as Excel 2007-365 (.xlsx).")
      : ZipArchive.Fault(
        problem: "The file is an archive, but not a workbook", remedy: "Check that it is the right file.")
  }

  private static func error(_ fault: ZipArchive.Fault) -> RolloutInputError {
    RolloutInputError(findings: [Finding(fault.problem, remedy: fault.remedy)])
  }

  /// Reads a sheet.
  ///
  /// - Parameters:
  ///   - name: Its name; `nil` is the first that is visible.
  ///   - limit: The most bytes of what it shows; by default those of an input.
  /// - Returns: What its cells show.
  /// - Throws: `RolloutInputError` with one finding.
  func read(_ name: String?, limit: Int? = nil) throws(RolloutInputError) -> SheetText {
    let (sheet, part) = try find(name)
    do throws(ZipArchive.Fault) {
      let strings = try SharedStrings(archive, part: stringsPart)
      let styles = try CellStyles(archive, part: stylesPart, is1904: is1904)
      var text = SheetText(name: sheet.name, limit: limit)
      var reader = SheetReader(strings: strings, styles: styles)
      try reader.read(archive, part, into: &text)
      // Sheets may share a part, which is looked at once.
      var seen: Set = [part]
      for other in sheets {
        guard let part = other.part, seen.insert(part).inserted else { continue }
        if try SheetReader.hasCells(archive, part) { text.others.append(other.name) }
      }
      return text
    } catch {
      throw Self.error(error)
    }
  }

  private func find(_ name: String?) throws(RolloutInputError) -> (Sheet, String) {
    let tables = sheets.filter { $0.part.map(archive.has) ?? false }
    let sheet = name.map { name in tables.first { $0.name == name } } ?? tables.first(where: \.isVisible)
    if let sheet, let part = sheet.part { return (sheet, part) }
    guard let name, !tables.isEmpty else {
      throw Self.error(
        ZipArchive.Fault(
          problem: "The workbook has no visible sheet", remedy: "Check that it is the right file."))
    }
    let names = tables.map(\.name)
    let meant = NearMiss.find(name, among: names).map { "Did you mean \($0)? " } ?? ""
    throw RolloutInputError(findings: [
      Finding(
        "is not a sheet of the workbook", remedy: meant + "The sheets are \(names.joined(separator: ", ")).",
        value: name)
    ])
  }
}

extension ZipArchive {
  /// Reads a part that has to be there, as XML.
  func document(_ part: String) throws(Fault) -> ElementTree {
    let bytes = try content(of: part)
    do throws(XMLReadingError) {
      return try XMLReader(limits: Self.limits).read(bytes)
    } catch {
      throw Self.malformed(part, error)
    }
  }

  /// Reads a long part in pieces: the elements that have so many ancestors.
  func pieces(of part: String, depth: Int, _ take: (ElementTree) -> Bool) throws(Fault) {
    let bytes = try content(of: part)
    do throws(XMLReadingError) {
      try XMLReader(limits: Self.limits).readPieces(of: bytes, depth: depth, take)
    } catch {
      throw Self.malformed(part, error)
    }
  }

  private static let limits = XMLLimits(depth: 64, bytes: sizeLimit)

  private func content(of part: String) throws(Fault) -> [UInt8] {
    if let bytes = try read(part) { return bytes }
    throw Fault(problem: "The part \(part.prefix(100)) of the workbook is missing")
  }

  private static func malformed(_ part: String, _ error: XMLReadingError) -> Fault {
    Fault(problem: "The part \(part.prefix(100)) of the workbook cannot be read: \(error)")
  }
}

/// The relations of a part to others.
struct Relations {
  private struct Relation {
    let kind: String
    let target: String
  }

  private var relations: [String: Relation] = [:]

  /// Reads the relations.
  ///
  /// - Parameters:
  ///   - archive: The workbook.
  ///   - part: The part; empty for the archive itself.
  /// - Throws: ``ZipArchive/Fault``.
  init(_ archive: ZipArchive, of part: String) throws(ZipArchive.Fault) {
    let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    let name = "\(folder)_rels/\(part.dropFirst(folder.count)).rels"
    guard archive.has(name) else { return }
    for relation in try archive.document(name).children(named: "Relationship") {
      guard let id = relation.attribute("Id"), let kind = relation.attribute("Type"),
        let target = relation.attribute("Target"), relation.attribute("TargetMode") != "External"
      else { continue }
      // The kind is a URI, which differs between the two editions of the standard.
      relations[id] = Relation(
        kind: String(kind.split(separator: "/").last ?? ""), target: Self.path(target, in: folder))
    }
  }

  /// The part of a kind.
  func target(ofKind kind: String) -> String? {
    relations.filter { $0.value.kind == kind }.min { $0.key < $1.key }?.value.target
  }

  /// The part of a relation, if it is of a kind.
  func target(of id: String, kind: String) -> String? {
    relations[id].flatMap { $0.kind == kind ? $0.target : nil }
  }

  private static func path(_ target: String, in folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/").map(String.init)
    for part in target.split(separator: "/") {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
