import Foundation
import KakapoProvision

/// What stays in memory, and the most that was in it.
enum Memory {
  /// Resident kilobytes: now (`VmRSS`) or at most (`VmHWM`).
  static func kilobytes(_ field: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(field + ":") }),
      let number = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
    else { throw BenchmarkError("/proc/self/status has no \(field)") }
    return number
  }

  /// Makes many calls and prints the kilobytes after the first ones and after all.
  static func afterCalls(_ client: ProvisionClient, first: Int, all: Int) async throws {
    let call = Calls.call(client)
    try await Rate.repeated(workers: 8, calls: first, call)
    let before = try kilobytes("VmRSS")
    try await Rate.repeated(workers: 8, calls: all - first, call)
    print(before, try kilobytes("VmRSS"))
  }

  /// Reads one large answer and prints the kilobytes before, at most, with the answer held and after it.
  static func ofLargeAnswer(_ client: ProvisionClient) async throws {
    let before = try kilobytes("VmRSS")
    let held = try await hold(client)
    try print(before, kilobytes("VmHWM"), held, kilobytes("VmRSS"))
  }

  private static func hold(_ client: ProvisionClient) async throws -> Int {
    let question = Samples.question
    let answer = try await client.getUserLicenses(
      serverHostName: question.serverHostName, broadworksUserId: question.broadworksUserId)
    let kilobytes = try kilobytes("VmRSS")
    guard answer.licenses.count > 1 else { throw BenchmarkError("the answer is not large") }
    return kilobytes
  }

  /// Starts many calls at once and prints the kilobytes before and while all of them wait.
  static func ofWaitingCalls(_ client: ProvisionClient, count: Int) async throws {
    let call = Calls.call(client)
    try await call()
    let before = try kilobytes("VmRSS")
    try await withThrowingTaskGroup { group in
      for _ in 0..<count { group.addTask(operation: call) }
      // The server takes longer than this for each.
      try await Task.sleep(for: .seconds(2))
      print(before, try kilobytes("VmRSS"))
      group.cancelAll()
      while let ended = await group.nextResult() { _ = ended }
    }
  }
}
