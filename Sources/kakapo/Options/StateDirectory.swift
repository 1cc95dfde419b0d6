import ArgumentParser
import Foundation

/// The folder for data that outlasts a run.
enum StateDirectory {
  /// The file of the login latch: in KAKAPO_STATE_DIR, else in the XDG state directory.
  static func latchFile() throws -> String {
    try path() + "/login-latch.json"
  }

  /// The file with the stored WSDL of a service.
  ///
  /// - Parameter endpoint: The service's address.
  /// - Returns: A path that is unique to the address.
  /// - Throws: `ValidationError` when no folder can be determined.
  static func contractFile(of endpoint: String) throws -> String {
    let name = endpoint.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
        String(UnicodeScalar(byte))
      default: "_" + String(byte, radix: 16)
      }
    }.joined()
    return try path() + "/contract-\(name.prefix(200)).wsdl"
  }

  /// The path of the folder.
  static func path() throws -> String {
    if let own = Environment["KAKAPO_STATE_DIR"] {
      // With a relative path, runs in different folders would have different latches.
      guard own.hasPrefix("/") else {
        throw ValidationError("KAKAPO_STATE_DIR must be an absolute path; \(own) is not.")
      }
      return own
    }
    // XDG Base Directory Specification: relative paths are ignored.
    if let xdg = Environment["XDG_STATE_HOME"], xdg.hasPrefix("/") { return xdg + "/kakapo" }
    guard let home = Environment["HOME"] else {
      throw ValidationError("There is no folder for the login latch. Set KAKAPO_STATE_DIR or HOME.")
    }
    // With a relative path, each folder would have another latch.
    guard home.hasPrefix("/") else {
      throw ValidationError(
        "HOME must be an absolute path; \(home) is not. Correct it, or set KAKAPO_STATE_DIR.")
    }
    return home + "/.local/state/kakapo"
  }
}
