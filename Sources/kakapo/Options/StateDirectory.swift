import ArgumentParser
import Foundation

/// Where the command keeps what has to outlast a run.
enum StateDirectory {
  /// The file of the login latch: in KAKAPO_STATE_DIR, else in the XDG state directory.
  static func latchFile() throws -> String {
    try path() + "/login-latch.json"
  }

  private static func path() throws -> String {
    if let own = Environment["KAKAPO_STATE_DIR"] { return own }
    // XDG Base Directory Specification: a relative path is to be ignored.
    if let xdg = Environment["XDG_STATE_HOME"], xdg.hasPrefix("/") { return xdg + "/kakapo" }
    guard let home = Environment["HOME"] else {
      throw ValidationError("There is no place for the login latch: set KAKAPO_STATE_DIR or HOME.")
    }
    return home + "/.local/state/kakapo"
  }
}
