import Foundation

/// Measures how cost grows with the number of items; `Tests/Benchmarks/run.sh growth` draws it.
///
/// Prints one line for each number of items: the number, and the seconds of processor time for all of them.
@main
struct GrowthBenchmark {
  static func main() async {
    do {
      switch CommandLine.arguments.dropFirst().first {
      case "encode": try await Growth.print(Growing.encode)
      case "decode": try await Growth.print(Growing.decode)
      case "plan": try await Growth.print(Growing.plan)
      case "simulator": try await SimulatorGrowth.print()
      default: throw GrowthError(description: "say encode, decode, plan or simulator")
      }
    } catch {
      FileHandle.standardError.write(Data("GrowthBenchmark: \(error)\n".utf8))
      exit(1)
    }
  }
}

/// Why it cannot be measured.
struct GrowthError: Error, CustomStringConvertible {
  let description: String
}
