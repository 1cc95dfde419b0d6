import CZlib
import KakapoRollout

/// The entries of a zip archive in memory.
///
/// An own reader of the directory, with zlib for the content: zlib is there for the transport already, and libarchive would
/// be one more package to install. Nothing is written to the disk, and no entry is read that isn't asked for.
struct ZipArchive {
  /// Why an archive or an entry can't be read.
  struct Fault: Error, Equatable {
    /// What is wrong.
    let problem: String
    /// What to do.
    var remedy = "It is probably incomplete or damaged. Save it again."
  }

  private struct Entry {
    let method: UInt16
    let isEncrypted: Bool
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    let offset: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  /// The most entries of an archive; a workbook has a few for each sheet.
  private static let entryLimit = 10_000
  /// The most bytes of one entry; a sheet of a million rows has less.
  static let sizeLimit = 512 << 20

  /// Reads the directory.
  ///
  /// - Parameter bytes: The archive.
  /// - Throws: ``Fault``.
  init(_ bytes: [UInt8]) throws(Fault) {
    self.bytes = bytes
    let directory = try Directory(bytes)
    guard directory.count <= Self.entryLimit else {
      throw Fault(
        problem: "The archive has more than \(Self.entryLimit) entries", remedy: "It isn't a workbook.")
    }
    var position = directory.offset
    for _ in 0..<directory.count { try readEntry(&position, before: directory.end) }
  }

  /// Whether there is an entry; letter case doesn't count, as in Excel.
  func has(_ name: String) -> Bool { entries[name.lowercased()] != nil }

  private mutating func readEntry(_ position: inout Int, before end: Int) throws(Fault) {
    let cut = Fault(problem: "The directory of the archive is cut or damaged")
    guard position + 46 <= end, bytes.number4(at: position) == 0x0201_4B50 else { throw cut }
    let (nameLength, extraLength) = (bytes.number2(at: position + 28), bytes.number2(at: position + 30))
    let start = position + 46
    let next = start + nameLength + extraLength + bytes.number2(at: position + 32)
    guard next <= end else { throw cut }
    var sizes = [
      bytes.number4(at: position + 24), bytes.number4(at: position + 20), bytes.number4(at: position + 42),
    ]
    try readLargeSizes(&sizes, in: (start + nameLength)..<(start + nameLength + extraLength))
    let name = String(decoding: bytes[start..<(start + nameLength)], as: UTF8.self)
    let entry = Entry(
      method: UInt16(bytes.number2(at: position + 10)), isEncrypted: bytes[position + 8] & 1 == 1,
      checksum: UInt32(bytes.number4(at: position + 16)), packedSize: sizes[1], size: sizes[0],
      offset: sizes[2])
    // A second entry may be what another program reads.
    guard entries.updateValue(entry, forKey: name.lowercased()) == nil else {
      throw Fault(problem: "The archive has two entries with the name \(name.prefix(100))")
    }
    position = next
  }

  /// Reads the sizes that don't fit into four bytes, in their order.
  private func readLargeSizes(_ sizes: inout [Int], in extra: Range<Int>) throws(Fault) {
    guard sizes.contains(0xFFFF_FFFF) else { return }
    var position = extra.lowerBound
    while position + 4 <= extra.upperBound {
      let length = bytes.number2(at: position + 2)
      let end = position + 4 + length
      guard end <= extra.upperBound else { break }
      if bytes.number2(at: position) == 1 {
        var field = position + 4
        for index in sizes.indices where sizes[index] == 0xFFFF_FFFF && field + 8 <= end {
          sizes[index] = bytes.number8(at: field)
          field += 8
        }
        return
      }
      position = end
    }
    throw Fault(problem: "The directory of the archive is cut or damaged")
  }

  /// Reads an entry, and checks its checksum.
  ///
  /// - Parameter name: The name.
  /// - Returns: The content, or `nil` if there is no such entry.
  /// - Throws: ``Fault``.
  func read(_ name: String) throws(Fault) -> [UInt8]? {
    guard let entry = entries[name.lowercased()] else { return nil }
    let shown = name.prefix(100)
    let damaged = Fault(problem: "The part \(shown) of the workbook is damaged")
    guard !entry.isEncrypted else {
      throw Fault(problem: "The workbook has a password", remedy: "Save it without one.")
    }
    guard entry.size <= Self.sizeLimit else {
      throw Fault(
        problem: "The part \(shown) of the workbook has more than \(Self.sizeLimit >> 20) MiB",
        remedy: "Split it, or check that it is the right file.")
    }
    guard entry.offset <= bytes.count - 30, bytes.number4(at: entry.offset) == 0x0403_4B50 else {
      throw damaged
    }
    let start =
      entry.offset + 30 + bytes.number2(at: entry.offset + 26) + bytes.number2(at: entry.offset + 28)
    guard start <= bytes.count, entry.packedSize <= bytes.count - start else { throw damaged }
    let packed = bytes[start..<(start + entry.packedSize)]
    let content: [UInt8]?
    switch entry.method {
    case 0: content = entry.packedSize == entry.size ? Array(packed) : nil
    case 8: content = Deflate.inflate(packed, size: entry.size)
    default:
      throw Fault(
        problem: "The part \(shown) of the workbook is packed in an unusual way (\(entry.method))",
        remedy: "Open it in Excel or LibreOffice, and save it again.")
    }
    guard let content, Deflate.checksum(of: content) == entry.checksum else { throw damaged }
    return content
  }
}

extension ZipArchive {
  /// Where the directory is.
  private struct Directory {
    let offset: Int
    let count: Int
    let end: Int

    init(_ bytes: [UInt8]) throws(Fault) {
      let cut = Fault(problem: "The end of the archive is missing")
      // The end record has 22 bytes and a comment of up to 65,535.
      guard bytes.count >= 22 else { throw cut }
      let lowest = max(0, bytes.count - 22 - 0xFFFF)
      guard
        let record = stride(from: bytes.count - 22, through: lowest, by: -1).first(where: { position in
          bytes[position] == 0x50 && bytes.number4(at: position) == 0x0605_4B50
            && position + 22 + bytes.number2(at: position + 20) <= bytes.count
        })
      else { throw cut }
      var (count, size, offset) = (
        bytes.number2(at: record + 10), bytes.number4(at: record + 12), bytes.number4(at: record + 16)
      )
      if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
        guard record >= 20, bytes.number4(at: record - 20) == 0x0706_4B50,
          case let large = bytes.number8(at: record - 12), large <= bytes.count - 56,
          bytes.number4(at: large) == 0x0606_4B50
        else { throw cut }
        count = bytes.number8(at: large + 32)
        size = bytes.number8(at: large + 40)
        offset = bytes.number8(at: large + 48)
      }
      guard offset <= record, size <= record - offset else { throw cut }
      (self.offset, self.count, end) = (offset, count, offset + size)
    }
  }
}

extension [UInt8] {
  /// A number of two bytes, the low one first; the caller checks the range.
  fileprivate func number2(at position: Int) -> Int { Int(self[position]) | Int(self[position + 1]) << 8 }

  fileprivate func number4(at position: Int) -> Int {
    number2(at: position) | number2(at: position + 2) << 16
  }

  /// A number of eight bytes; one that is too large for a size is the largest size.
  fileprivate func number8(at position: Int) -> Int {
    let high = number4(at: position + 4)
    return high > Int(Int32.max) ? Int.max : number4(at: position) | high << 32
  }
}

/// The compression of zip, by zlib.
enum Deflate {
  /// Unpacks content whose size is known.
  ///
  /// - Parameters:
  ///   - packed: The packed content.
  ///   - size: The size of the content.
  /// - Returns: The content, or `nil` if it is damaged or has another size.
  static func inflate(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    // zlib packs at most 1,032 bytes into one; memory isn't reserved for a size that can't be true.
    guard size / 1032 <= packed.count, packed.count <= Int(UInt32.max), size < Int(UInt32.max) else {
      return nil
    }
    var stream = z_stream()
    // Without the header of zlib.
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var isWhole = false
    let content = [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
      packed.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(size + 1)
        isWhole = CZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END
        count = size + 1 - Int(stream.avail_out)
      }
    }
    return isWhole && content.count == size ? content : nil
  }

  /// The checksum of zip (CRC-32).
  static func checksum(of content: [UInt8]) -> UInt32 {
    content.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
