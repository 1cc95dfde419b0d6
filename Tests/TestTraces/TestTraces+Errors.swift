extension TestTraces {
  /// Keeps an error in every form in which it prints.
  ///
  /// - Parameter error: The error.
  public static func keep(_ error: any Error) {
    guard folder != nil else { return }
    var dumped = ""
    dump(error, to: &dumped)
    keep("\(error)\n\(String(reflecting: error))\n\(dumped)", as: .errors)
  }
}
