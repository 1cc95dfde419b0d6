import Foundation

/// Measures the library; `Tests/Benchmarks/run.sh` runs it beside its peers.
@main
struct CallBenchmark {
  static func main() {
    do {
      if try Measurements.run(Array(CommandLine.arguments.dropFirst())) { return }
    } catch {
      fail(error)
    }
    // Not an asynchronous main, whose end valgrind 3.19 does not survive.
    Task.detached {
      do {
        try await Measurements.runWaiting(Array(CommandLine.arguments.dropFirst()))
        exit(0)
      } catch {
        fail(error)
      }
    }
    while true { sleep(1000) }
  }

  private static func fail(_ error: any Error) -> Never {
    FileHandle.standardError.write(Data("CallBenchmark: \(error)\n".utf8))
    exit(1)
  }
}
