public import XMLCore

/// The answer of `GetUserLicenses`.
///
/// The vendor's document has no readable description of the list's shape. So a licence is any element, at any depth,
/// with an application name and a licence type as child elements or attributes, or several such children in pairs. The
/// names of the elements around it don't matter, nor does the letter case of those two names.
///
/// It counts as held unless something beside or above it contradicts that. Signs of licences elsewhere, or in another
/// shape, are in ``doubts``; the list is uncertain then.
public struct UserLicenses: Sendable, Hashable {
  /// The licences that are held, in the order of the answer.
  ///
  /// It is complete only if ``isCertain``.
  public let licenses: [HeldLicense]
  /// The doubts that make the list uncertain, only the first ones if there are many; empty if it is certain.
  public let doubts: [LicenseDoubt]
  /// Elements of the answer with content but without a licence.
  ///
  /// It is usually empty, or has facts about the user.
  public let unrecognized: [ElementTree]
  /// The whole answer.
  public let response: ProvisionResponse

  /// Whether ``licenses`` are exactly the licences that the user holds.
  ///
  /// Take nothing away from a user whose list is uncertain.
  public var isCertain: Bool { doubts.isEmpty }

  /// Reads an answer.
  ///
  /// - Parameters:
  ///   - response: A successful answer.
  ///   - user: The requested user; `nil` if unknown. An answer about other users is a doubt.
  package init(response: ProvisionResponse, of user: String?) {
    let finder = LicenseFinder(response.result, user: user)
    licenses = finder.licenses
    doubts = finder.doubts
    unrecognized = finder.unrecognized
    self.response = response
  }
}

/// A licence that a user holds, as in the portal's answer.
///
/// The portal may have licences that this package doesn't know. Such a pair is kept, with a `nil` ``license``.
public struct HeldLicense: Sendable, Hashable {
  /// The application name and licence type as the portal sent them.
  public let pair: LicensePair
  /// The element of the answer that contains the pair, with its other content.
  public let element: ElementTree

  /// The licence, or `nil` if the vendor's table doesn't have the pair.
  ///
  /// Letter case and white space in an answer don't count: `unity desktop` and `UnityDesktop` are the same.
  public var license: License? { License(spelledLike: pair) }
}

extension HeldLicense: CustomStringConvertible {
  /// The pair: `UnityDesktop Pro`.
  public var description: String { pair.description }
}

extension Sequence where Element == HeldLicense {
  /// Whether the sequence contains a licence.
  ///
  /// - Parameter license: The licence to look for.
  /// - Returns: Whether one of the elements is that licence.
  public func contains(_ license: License) -> Bool {
    contains { $0.license == license }
  }
}

/// A part of an answer that makes a list of licences uncertain.
///
/// The description says what the part is and why it can't be interpreted.
public struct LicenseDoubt: Sendable, Hashable, CustomStringConvertible {
  /// The element of the answer.
  public let element: ElementTree
  /// The problem, as a sentence without a full stop.
  public let description: String
}
