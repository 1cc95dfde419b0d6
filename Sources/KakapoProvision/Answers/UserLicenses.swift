public import XMLCore

/// The answer of `GetUserLicenses`.
///
/// The shape of the list is not documented in readable text. A licence is therefore any element, at any
/// depth, that has an application name and a licence type as child elements or as attributes (or several
/// such children in pairs), whatever the elements around it are called. Letter case of those two names does
/// not count.
public struct UserLicenses: Sendable, Hashable {
  /// The licences in the order of the answer.
  public let licenses: [HeldLicense]
  /// Elements of the answer that hold something, and in which no licence was found.
  ///
  /// Usually empty, or facts about the user. If ``licenses`` is empty and this is not, the list may have a
  /// shape that this package does not know: look here before concluding that the user holds nothing.
  public let unrecognized: [ElementTree]
  /// The whole answer.
  public let response: ProvisionResponse

  init(response: ProvisionResponse) {
    let finder = LicenseFinder(response.result)
    licenses = finder.licenses
    unrecognized = finder.unrecognized
    self.response = response
  }
}
