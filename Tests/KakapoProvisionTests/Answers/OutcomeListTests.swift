import Testing

@Suite struct OutcomeListTests {
  @Test func everyKindOfDifferenceIsReported() {
    let list = OutcomeList("# head\n\n# why\na\tread\t200\nb\tread\t200\nc\tread\t200\n")
    let found = ["a": "read\t200", "b": "read\t500", "d": "read\t200"]
    #expect(
      list.differences(from: found) == [
        "b: expected read\t200, found read\t500", "c is in the list and not in the corpus",
        "d is not in the list: read\t200",
      ])
    #expect(
      list.text(with: found) == "# head\n\n# why\na\tread\t200\nb\tread\t500\nd\tread\t200\n")
  }
}
