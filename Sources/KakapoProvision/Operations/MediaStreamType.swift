/// The kind of media that a contact center media stream carries.
///
/// The vendor's list is cut off after its sixth value, so the type is open: any other value can be made with
/// ``init(rawValue:)`` and is sent as it is.
public struct MediaStreamType: TypedEnumeration {
  /// The value as on the wire.
  public let rawValue: String

  /// Makes a value from what goes on the wire.
  ///
  /// - Parameter rawValue: The value as on the wire.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Chat on a web page.
  public static let webChat = MediaStreamType(rawValue: "WebChat")
  /// A call back to the customer.
  public static let callback = MediaStreamType(rawValue: "Callback")
  /// E-mail over IMAP.
  public static let imap = MediaStreamType(rawValue: "IMAP")
  /// Text messages.
  public static let sms = MediaStreamType(rawValue: "SMS")
  /// Twitter.
  public static let twitter = MediaStreamType(rawValue: "Twitter")
  /// Facebook.
  public static let facebook = MediaStreamType(rawValue: "Facebook")

  /// The documented values.
  public static let documented: [MediaStreamType] = [
    .webChat, .callback, .imap, .sms, .twitter, .facebook,
  ]

  /// The documented values.
  public static var known: [MediaStreamType] { documented }
}
