public import XMLCore

/// The answer of `GetUserLicenses`.
///
/// The shape of the list isn't documented in readable text. A licence is therefore any element, at any depth, that has
/// an application name and a licence type as child elements or as attributes (or several such children in pairs),
/// whatever the elements around it are called. Letter case of those two names doesn't count.
///
/// It counts as held where nothing beside or above it says otherwise. What the answer says of licences elsewhere, or in
/// another shape, is in ``doubts``, and the list isn't certain then.
public struct UserLicenses: Sendable, Hashable {
  /// The licences that are held, in the order of the answer.
  ///
  /// Complete only if ``isCertain``.
  public let licenses: [HeldLicense]
  /// What keeps the list from being certain, of many the first; empty if nothing does.
  public let doubts: [LicenseDoubt]
  /// Elements of the answer that hold something, and in which no licence was found.
  ///
  /// Usually empty, or facts about the user.
  public let unrecognized: [ElementTree]
  /// The whole answer.
  public let response: ProvisionResponse

  /// Whether ``licenses`` are all licences that the user holds, and no others.
  ///
  /// Take nothing away from a user whose list isn't certain.
  public var isCertain: Bool { doubts.isEmpty }

  /// Reads an answer.
  ///
  /// - Parameters:
  ///   - response: A successful answer.
  ///   - user: The user who was asked for; `nil` if that isn't known. An answer about others is in doubt.
  init(response: ProvisionResponse, of user: String?) {
    let finder = LicenseFinder(response.result, user: user)
    licenses = finder.licenses
    doubts = finder.doubts
    unrecognized = finder.unrecognized
    self.response = response
  }
}

/// A licence that a user holds, as the portal answered it.
///
/// The portal may know licences that this package does not: such a pair is kept, with ``license`` nil.
public struct HeldLicense: Sendable, Hashable {
  /// The application name and licence type as they came.
  public let pair: LicensePair
  /// The element of the answer that the pair stood in, with whatever else it holds.
  public let element: ElementTree

  /// The licence, or `nil` when the vendor's table lacks the pair.
  ///
  /// Letter case and white space in an answer don't count: `unity desktop` and `UnityDesktop` are the same.
  public var license: License? { License(spelledLike: pair) }
}

extension HeldLicense: CustomStringConvertible {
  /// The pair: `UnityDesktop Pro`.
  public var description: String { pair.description }
}

extension Sequence where Element == HeldLicense {
  /// Whether a licence is among them.
  ///
  /// - Parameter license: The licence to look for.
  /// - Returns: Whether one of the elements is that licence.
  public func contains(_ license: License) -> Bool {
    contains { $0.license == license }
  }
}

/// A part of an answer that keeps a list of licences from being certain.
///
/// The description says what the part is and why it can't be placed.
public struct LicenseDoubt: Sendable, Hashable, CustomStringConvertible {
  /// The element of the answer.
  public let element: ElementTree
  /// What can't be placed, as a sentence without a full stop.
  public let description: String
}
