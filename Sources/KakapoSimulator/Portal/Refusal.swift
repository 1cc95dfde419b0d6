/// Why a web method answers with `success` false.
struct Refusal: Error {
  let message: String

  init(_ message: String) { self.message = message }
}
