// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

// Parameters that mean the same in every method that has them. How a name is known differs from
// method to method, so that is given there.
extension ParameterDescription {
  package static func serverHostName(_ evidence: Evidence) -> Self {
    Self(
      "serverHostName", .identifier, evidence,
      "the server host name entered in Unity; identifies the system provider")
  }

  package static func resellerId(_ evidence: Evidence) -> Self {
    Self(
      "resellerId", .identifier, evidence, "the enterprise or service provider ID in BroadWorks")
  }

  package static func resellerName(_ evidence: Evidence) -> Self {
    Self(
      "resellerName", .displayName, isRequired: false, evidence,
      "the reseller's name for people, shown in the partner portal")
  }

  package static func groupId(_ evidence: Evidence) -> Self {
    Self(
      "groupId", .identifier, evidence, "the group ID in BroadWorks")
  }

  package static func optionalGroupId(_ evidence: Evidence) -> Self {
    Self(
      "groupId", .identifier, isRequired: false, evidence,
      "the group ID in BroadWorks; without it the queue stands at reseller level")
  }

  package static func groupName(_ evidence: Evidence) -> Self {
    Self(
      "groupName", .displayName, isRequired: false, evidence,
      "the group's name for people, shown in the partner portal")
  }

  package static func broadworksUserId(_ evidence: Evidence) -> Self {
    Self(
      "broadworksUserId", .userId, evidence, "the user's login ID in BroadWorks, with the domain")
  }

  package static func userName(_ evidence: Evidence) -> Self {
    Self(
      "userName", .displayName, evidence, "first and last name")
  }

  package static func applicationName(_ evidence: Evidence) -> Self {
    Self(
      "applicationName", .applicationName, evidence, "the Unity application")
  }

  package static func licenseType(_ evidence: Evidence) -> Self {
    Self(
      "licenseType", .licenseType, evidence,
      "the type of licence; which there are depends on the application")
  }

  package static func quantity(_ evidence: Evidence) -> Self {
    Self(
      "quantity", .quantity, evidence, "how many licences, at least 1")
  }

  package static func newSystemProviderServerHostName(_ evidence: Evidence) -> Self {
    Self(
      "newSystemProviderServerHostName", .identifier, evidence,
      "the server host name of the new system provider")
  }

  package static func newSystemProviderId(_ evidence: Evidence) -> Self {
    Self(
      "newSystemProviderId", .identifier, evidence, "the ID of the new system provider")
  }

  package static func newSystemProviderName(_ evidence: Evidence) -> Self {
    Self(
      "newSystemProviderName", .displayName, isRequired: false, evidence,
      "the new system provider's name for people")
  }

  package static func newUserResellerId(_ evidence: Evidence) -> Self {
    Self(
      "newUserResellerId", .identifier, isRequired: false, evidence,
      "the portal user's reseller; without it the level above")
  }

  package static func newUserGroupId(_ evidence: Evidence) -> Self {
    Self(
      "newUserGroupId", .identifier, isRequired: false, evidence,
      "the portal user's group; without it the level above")
  }

  package static func newUserName(_ evidence: Evidence) -> Self {
    Self(
      "newUserName", .identifier, evidence, "the portal user's login name")
  }

  package static func newUserPassword(_ evidence: Evidence) -> Self {
    Self(
      "newUserPassword", .secret, evidence, "the portal user's password")
  }

  package static func newUserEmail(_ evidence: Evidence) -> Self {
    Self(
      "newUserEmail", .identifier, evidence, "the portal user's e-mail address")
  }

  package static func queueId(_ evidence: Evidence) -> Self {
    Self(
      "queueId", .identifier, evidence, "the ID of the contact center queue")
  }

  package static func queueName(_ evidence: Evidence) -> Self {
    Self(
      "queueName", .displayName, isRequired: false, evidence,
      "the queue's name for people, shown in the partner portal")
  }

  package static func mediaStreamType(_ evidence: Evidence) -> Self {
    Self(
      "mediaStreamType", .identifier, evidence,
      "WebChat, Callback, IMAP, SMS, Twitter, Facebook, or one this list does not know")
  }

  package static func portalUserName(_ evidence: Evidence) -> Self {
    Self(
      "portalUserName", .identifier, evidence, "the login name of a portal user at reseller level")
  }
}
