/// A licence for a Unity application: one of the 29 pairs in the vendor's document.
///
/// Only those pairs can be expressed. If an answer of the portal has other pairs, they are ``HeldLicense`` values
/// without a ``HeldLicense/license``.
///
/// Source: the table of permutations in the vendor's integration guide.
public enum License: Sendable, Hashable {
  /// Unity Desktop.
  case unityDesktop(DesktopType)
  /// Unity Desktop Web.
  case unityDesktopWeb(StandardType)
  /// Unity Agent.
  case unityAgent(CallControlType)
  /// Unity Agent Web.
  case unityAgentWeb(StandardType)
  /// Unity Supervisor.
  case unitySupervisor(CallControlType)
  /// Unity Reception.
  case unityReception(CallControlType)
  /// Unity Wallboard.
  case unityWallboard(StandardType)
  /// Unity Mobile.
  case unityMobile(StandardType)
  /// Unity CRM Integration.
  case unityCrmIntegration(StandardType)
  /// Unity Dashboard.
  case unityDashboard(DashboardType)
  /// Unity Contact Center Desktop.
  case unityContactCenterDesktop(ContactCenterType)
  /// Unity Contact Center Agent.
  case unityContactCenterAgent(ContactCenterType)
  /// Unity Contact Center Supervisor.
  case unityContactCenterSupervisor(ContactCenterType)

  /// The types of Unity Desktop.
  public enum DesktopType: String, Sendable, Hashable, CaseIterable {
    /// `Pro` on the wire.
    case pro = "Pro"
    /// `Enterprise` on the wire.
    case enterprise = "Enterprise"
    /// `Anywhere` on the wire.
    case anywhere = "Anywhere"
  }

  /// The types of the applications with only one type.
  public enum StandardType: String, Sendable, Hashable, CaseIterable {
    /// `Standard` on the wire.
    case standard = "Standard"
  }

  /// The types of Unity Agent, Supervisor and Reception.
  public enum CallControlType: String, Sendable, Hashable, CaseIterable {
    /// `Standard` on the wire.
    case standard = "Standard"
    /// `Enterprise` on the wire.
    case enterprise = "Enterprise"
    /// `Anywhere` on the wire.
    case anywhere = "Anywhere"
  }

  /// The types of Unity Dashboard.
  public enum DashboardType: String, Sendable, Hashable, CaseIterable {
    /// `Tabular30` on the wire.
    case tabular30 = "Tabular30"
    /// `Tabular100` on the wire.
    case tabular100 = "Tabular100"
    /// `Tabular100+` on the wire.
    case tabular100Plus = "Tabular100+"
    /// `Graphical30` on the wire.
    case graphical30 = "Graphical30"
    /// `Graphical100` on the wire.
    case graphical100 = "Graphical100"
    /// `Graphical100+` on the wire.
    case graphical100Plus = "Graphical100+"
  }

  /// The types of the Unity Contact Center applications.
  public enum ContactCenterType: String, Sendable, Hashable, CaseIterable {
    /// `Add-On` on the wire.
    case addOn = "Add-On"
    /// `Enterprise` on the wire.
    case enterprise = "Enterprise"
  }
}

extension License {
  /// The pair as on the wire.
  public var pair: LicensePair {
    switch self {
    case .unityDesktop(let type): LicensePair("UnityDesktop", type.rawValue)
    case .unityDesktopWeb(let type): LicensePair("UnityDesktopWeb", type.rawValue)
    case .unityAgent(let type): LicensePair("UnityAgent", type.rawValue)
    case .unityAgentWeb(let type): LicensePair("UnityAgentWeb", type.rawValue)
    case .unitySupervisor(let type): LicensePair("UnitySupervisor", type.rawValue)
    case .unityReception(let type): LicensePair("UnityReception", type.rawValue)
    case .unityWallboard(let type): LicensePair("UnityWallboard", type.rawValue)
    case .unityMobile(let type): LicensePair("UnityMobile", type.rawValue)
    case .unityCrmIntegration(let type): LicensePair("UnityCrmIntegration", type.rawValue)
    case .unityDashboard(let type): LicensePair("UnityDashboard", type.rawValue)
    case .unityContactCenterDesktop(let type):
      LicensePair("UnityContactCenterDesktop", type.rawValue)
    case .unityContactCenterAgent(let type): LicensePair("UnityContactCenterAgent", type.rawValue)
    case .unityContactCenterSupervisor(let type):
      LicensePair("UnityContactCenterSupervisor", type.rawValue)
    }
  }

  /// The application's name as on the wire, for example `UnityDesktop`.
  public var applicationName: String { pair.applicationName }

  /// The type as on the wire, for example `Tabular100+`.
  public var licenseType: String { pair.licenseType }
}

extension License: CaseIterable {
  /// The 29 licences, in the order of the vendor's table.
  public static let allCases: [License] =
    DesktopType.allCases.map(License.unityDesktop)
    + StandardType.allCases.map(License.unityDesktopWeb)
    + CallControlType.allCases.map(License.unityAgent)
    + StandardType.allCases.map(License.unityAgentWeb)
    + CallControlType.allCases.map(License.unitySupervisor)
    + CallControlType.allCases.map(License.unityReception)
    + StandardType.allCases.map(License.unityWallboard)
    + StandardType.allCases.map(License.unityMobile)
    + StandardType.allCases.map(License.unityCrmIntegration)
    + DashboardType.allCases.map(License.unityDashboard)
    + ContactCenterType.allCases.map(License.unityContactCenterDesktop)
    + ContactCenterType.allCases.map(License.unityContactCenterAgent)
    + ContactCenterType.allCases.map(License.unityContactCenterSupervisor)
}

extension License: CustomStringConvertible {
  /// The pair as on the wire, separated by a blank: `UnityDesktop Pro`.
  public var description: String { pair.description }
}
