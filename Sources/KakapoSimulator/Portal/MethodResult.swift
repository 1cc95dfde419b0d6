import KakapoProvision

/// What a web method returns.
///
/// The vendor's document shows `success` and `errorMessage`; the shape of the licences is assumed.
struct MethodResult: Sendable, Hashable {
  var success: Bool
  var errorMessage: String?
  var licenses: [License]?

  static let done = MethodResult(success: true)

  static func refused(_ message: String) -> MethodResult {
    MethodResult(success: false, errorMessage: message)
  }
}
