import Foundation
import TestTraces
import Testing

/// Output to files, devices and pipes, and to a full disk.
@Suite("Output")
struct OutputFileTests {
  private static let table = """
    serverHostName,resellerId,groupId,broadworksUserId,userName,licenses
    sp.example.com,Acme,London,jane@acme.example.com,Jane Doe,UnityDesktop/Pro

    """

  private func shell(_ script: String) async throws -> CommandLineTool.Output {
    let folder = try TestTraces.makeFolder("output")
    defer { TestTraces.remove(folder) }
    try Data(Self.table.utf8).write(to: folder.appending(path: "users.csv"))
    let home = folder.path(percentEncoded: false)
    let environment = [
      "HOME": home, "KAKAPO_PASSWORD": "hunter2-&-hunter2",
      "KAKAPO_ENDPOINT": "http://127.0.0.1:9/ProvisionV3.asmx",
    ]
    return try await CommandLineTool(environment: environment).shell(script, in: folder)
  }

  @Test("goes to a pipe or a device without replacing it")
  func pipe() async throws {
    let saved = try await shell(
      """
      mkfifo plan.pipe
      cat plan.pipe > plan.json &
      kakapo plan users.csv --save plan.pipe > log || { kill $!; exit 1; }
      wait
      [ -p plan.pipe ] && grep -q '"format":"kakapo-plan"' plan.json && echo kept
      """)
    #expect(saved.standardOutput == "kept\n", "\(saved.standardError)")
  }

  @Test("a password may come through a pipe")
  func password() async throws {
    let asked = try await shell(
      """
      mkfifo password.pipe
      echo 'hunter2-&-hunter2' > password.pipe &
      kakapo user show jane@acme.example.com --server-host-name sp.example.com --user joe --password-file password.pipe
      echo "status $?"
      echo 'hunter2-&-hunter2' | kakapo user show jane@acme.example.com --server-host-name sp.example.com --user joe \
        --password-file /dev/stdin
      echo "status $?"
      """)
    // No server listens there: the command read the password and tried the call.
    #expect(asked.standardOutput == "status 69\nstatus 69\n", "\(asked.standardError)")
  }

  @Test("follows a symbolic link without replacing it")
  func link() async throws {
    let saved = try await shell(
      """
      kakapo plan users.csv --save real.json > log || exit 1
      ls -i real.json > before
      ln -s real.json plan.json
      kakapo plan users.csv --save plan.json > log || exit 1
      [ -L plan.json ] && ! ls -i real.json | cmp -s - before && echo kept
      """)
    #expect(saved.standardOutput == "kept\n", "\(saved.standardError)")
  }

  @Test("a journal can't be a device or a pipe")
  func journal() async throws {
    let applied = try await shell(
      """
      mkfifo run.pipe
      for journal in run.pipe /dev/null; do
        kakapo apply users.csv --journal $journal --yes --user joe < /dev/null
        echo "status $?"
      done
      [ -p run.pipe ] && [ -c /dev/null ] && echo kept
      """)
    #expect(applied.standardError.components(separatedBy: "is not a regular file").count == 3)
    #expect(!applied.standardOutput.contains("status 0"))
    #expect(applied.standardOutput.hasSuffix("kept\n"))
  }

  @Test(
    "that is lost on a full disk is an error",
    arguments: [
      "plan users.csv", "plan users.csv --output json", "licenses", "licenses --output json", "call --list",
      "contract show",
    ])
  func fullDisk(_ command: String) async throws {
    let lost = try await shell("kakapo \(command) > /dev/full")
    #expect(lost.status == 70)
    #expect(lost.standardError.contains("The output could not be written: No space left on device."))
    #expect(!lost.standardError.contains("NSCocoaErrorDomain"))
  }

  @Test("help fits a terminal of a few columns", arguments: ["1", "5", "20", "39", "0", "x", "-3"])
  func narrow(_ columns: String) async throws {
    let help = try await shell("COLUMNS=\(columns) kakapo --help; COLUMNS=\(columns) kakapo apply --help")
    #expect(help.status == 0)
    #expect(help.standardOutput.contains("USAGE"))
  }
}
