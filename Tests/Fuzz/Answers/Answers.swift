import FuzzSupport
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting

/// Whatever a server answers, a call ends with a response or a `ProvisionError`, a success was said by the server,
/// and no error shows the password.
///
/// The bytes are an HTTP answer as those in `Fixtures/Responses`, or else a body of text/xml under HTTP 200. In them,
/// `@@` and a digit stand for the password in one of the ways to spell it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let response = Answer.response(SpelledSecret.filledIn(input(start, count)))
  let method = Answer.method(of: response)
  switch wait(for: { await Call.outcome(of: method, answeredWith: response) }) {
  case .success(let answer): AnswerCheck.check(answer, to: response)
  case .licenses(let licenses): AnswerCheck.check(licenses, to: response)
  case .failure(let error): AnswerCheck.check(error)
  }
  return 0
}
