import CTestWidth
import Synchronization
import Testing

/// A test has a thread when it needs one: only so many run at a time.
struct TestWidthTests {
  private static let running = Mutex(0)

  @Test(arguments: 0..<40) func onlyALimitedNumberOfTestsRunAtATime(_: Int) async {
    let count = TestWidthTests.running.withLock { count in
      count += 1
      return count
    }
    #expect(count <= Int(test_width()))
    for _ in 0..<100 { await Task.yield() }
    TestWidthTests.running.withLock { $0 -= 1 }
  }
}
