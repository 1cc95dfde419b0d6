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
    // Only what waits gets a task: valgrind 3.19 does not survive the end of an asynchronous main.
    Task {
      do {
        try await Measurements.runWaiting(Array(CommandLine.arguments.dropFirst()))
        exit(0)
      } catch {
        fail(error)
      }
    }
    dispatchMain()
  }

  private static func fail(_ error: any Error) -> Never {
    FileHandle.standardError.write(Data("CallBenchmark: \(error)\n".utf8))
    exit(1)
  }
}
