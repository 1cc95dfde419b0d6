import Testing
import XMLCore

@Suite struct XMLReaderConcurrencyTests {
  @Test func manyTasksReadAtOnce() async throws {
    let reader = XMLReader()
    let total = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<32 {
        group.addTask {
          var agreed = 0
          for round in 0..<50 {
            let text = "<a xmlns='u\(task)'><b>\(round)</b><c>&lt;\(task)</c></a>"
            let root = try reader.read(Array(text.utf8))
            let isSame =
              root.namespace == "u\(task)" && root.child("b")?.text == "\(round)"
              && root.child("c")?.text == "<\(task)"
            let isRefused = (try? reader.read(Array("<a>\(task)</b>".utf8))) == nil
            agreed += isSame && isRefused ? 1 : 0
          }
          return agreed
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(total == 32 * 50)
  }

  @Test func oneTreeIsReadByManyTasks() async throws {
    let children = (0..<200).map { "<b>\($0)</b>" }.joined()
    let root = try XMLReader().read(Array("<a>\(children)</a>".utf8))
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<16 {
        group.addTask { root.children.compactMap { Int($0.text) }.reduce(0, +) }
      }
      return await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(sums == [19_900])
  }
}
