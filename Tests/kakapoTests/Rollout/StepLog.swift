import Foundation
import KakapoSimulator
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The known state of a rollout's steps when its process was killed.
struct KillMoment {
  /// The steps that the journal records as carried out.
  let done: Set<String>
  /// The last request that the portal received from the killed process.
  let lastRequest: Int

  init(_ site: RolloutSite) throws {
    done = try JournalText(path: site.journal).done
    lastRequest = site.simulator.requests.last?.number ?? 0
  }
}

/// A journal, read by another program.
struct JournalText {
  /// The steps that were carried out, in the form of ``KakapoSimulator/ReceivedRequest/step``.
  private(set) var done: Set<String> = []
  /// The number of whole lines.
  private(set) var lines = 0

  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else { return }
    var rows: [(user: String, steps: [String])] = []
    // The rest after the last line end is empty or a torn line.
    for line in data.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      lines += 1
      let record = try JSONSerialization.jsonObject(with: line) as? [String: Any]
      if let row = record?["row"] as? [String: Any] {
        rows.append((row["broadworksUserId"] as? String ?? "", row["steps"] as? [String] ?? []))
      } else if let place = record?["done"] as? [Int] {
        done.insert("\(rows[place[0]].user) \(rows[place[0]].steps[place[1]])")
      }
    }
  }
}

extension ReceivedRequest {
  /// The user, the method and the licence of a call that changes something; `nil` for other requests.
  var step: String? {
    guard kind == .call, let method, method != "GetUserLicenses" else { return nil }
    let license = self["applicationName"].map { " \($0)/\(self["licenseType"] ?? "")" } ?? ""
    return "\(self["broadworksUserId"] ?? "") \(method)\(license)"
  }
}

extension Simulator {
  /// Expects that no licence or deletion was applied twice, and that no step known to be done was sent again.
  func expectNothingRepeated(_ moments: [KillMoment], _ comment: Comment) {
    let requests = requests
    for moment in moments {
      let again = requests.filter { $0.number > moment.lastRequest }.compactMap(\.step)
        .filter(moment.done.contains)
      #expect(again.isEmpty, comment)
    }
    var applied: [String: Int] = [:]
    for request in requests where request.wasApplied && request.method != "AddUserWithHierarchy" {
      if let step = request.step { applied[step, default: 0] += 1 }
    }
    #expect(applied.filter { $0.value > 1 } == [:], comment)
  }
}

extension JournalText {
  /// The size of a file; 0 if there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The number of whole lines of a file; 0 if there is none.
  static func lines(at path: String) -> Int {
    FileManager.default.contents(atPath: path)?.count { $0 == 0x0A } ?? 0
  }
}

/// Random numbers, the same in every run: a linear congruential generator with Knuth's constants.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    // Only the upper half is random.
    return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  }
}

extension Array {
  /// The elements, starting at another place for each number.
  func beginning(at number: Int) -> [Element] {
    let start = number * 7 % count
    return Array(self[start...] + self[..<start])
  }
}
