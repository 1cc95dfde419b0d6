import Foundation

/// The content of a login latch file.
struct LatchFile: Codable {
  struct Entry: Codable {
    var record: LatchRecord
    var fingerprint: UInt16
  }

  private var version = 1
  private var salt: UInt64
  var entries: [Entry] = []

  init() { salt = .random(in: .min ... .max) }

  init(decoding data: Data) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    self = try decoder.decode(LatchFile.self, from: data)
    guard version == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "version \(version) is not known"))
    }
  }

  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(self)
  }

  /// 16 bits that change when the password changes.
  ///
  /// So few on purpose: they cannot confirm a guess.
  func fingerprint(of credentials: Credentials) -> UInt16 {
    // FNV-1a over salt, name and password, folded.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ salt
    for byte in Array(credentials.userName.utf8) + [0] + Array(credentials.password.revealed.utf8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return UInt16(truncatingIfNeeded: hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48))
  }
}
