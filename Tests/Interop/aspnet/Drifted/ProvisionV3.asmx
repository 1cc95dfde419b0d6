<%@ WebService Language="C#" Class="ProvisionV3" %>
using System;
using System.Linq;
using System.Web.Services;
using System.Xml.Serialization;

public class ProvisionResult
{
    public bool success;
    public string errorMessage;
}

public class License
{
    public string applicationName;
    public string licenseType;

    internal static License Named(string text)
    {
        string[] halves = text.Split(' ');
        return new License { applicationName = halves[0], licenseType = halves[1] };
    }
}

public class UserLicensesResult
{
    public bool success;
    public string errorMessage;
    public License[] licenses;
}

public enum LicenseState
{
    Active,
    Suspended,
    [XmlEnum("On Hold")] OnHold
}

public class LicenseReportEntry
{
    public string broadworksUserId;
    public LicenseState state;
    public DateTime since;
    public decimal price;
    public int? daysLeft;
    public License license;
}

/// The common result with more: an extension in the schema.
public class LicenseReportResult : ProvisionResult
{
    public LicenseReportEntry[] entries;
    public LicenseState[] states;
    public int[] counts;
    public DateTime created;
    public DateTime? expires;
    public decimal total;
    public byte[] document;
    public int? nextPage;
    [XmlElement(IsNullable = true)] public string remark;
}

[WebService(Name = "ProvisionV3", Namespace = "http://kakaposystems.com")]
public class ProvisionV3 : WebService
{
    static readonly Portal portal = Portal.Named("Drifted");

    static ProvisionResult Result(string refusal)
    {
        return new ProvisionResult { success = refusal == null, errorMessage = refusal };
    }

    [WebMethod(Description = "Adds a group to a reseller. All parameters are mandatory except groupName.")]
    public ProvisionResult AddGroup(string loginUsername, string loginPassword, string serverHostName,
        string resellerId, string groupId, string groupName, int seats)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddGroup(serverHostName, resellerId, groupId, groupName)));
    }

    [WebMethod(Description = "Makes an existing portal user an agent of a group. All parameters are mandatory.")]
    public ProvisionResult AddGroupAgentAssociation(string loginUsername, string loginPassword,
        string serverHostName, string resellerId, string groupId, string portalUserName)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddGroupAgentAssociation(serverHostName, resellerId, groupId, portalUserName)));
    }

    [WebMethod(Description = "Buys licences for a group out of the pools of its system provider and its reseller. "
        + "All parameters are mandatory.")]
    public ProvisionResult AddGroupLicenseSubPurchase(string loginUsername, string loginPassword,
        string serverHostName, string resellerId, string groupId, string applicationName, string licenseType,
        int quantity)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddGroupLicenseSubPurchase(serverHostName, resellerId, groupId, applicationName,
                licenseType, quantity)));
    }

    [WebMethod(Description = "Adds a media stream to a contact center queue. "
        + "All parameters are mandatory except groupId.")]
    public ProvisionResult AddMediaStream(string loginUsername, string loginPassword, string serverHostName,
        string resellerId, string groupId, string queueId, string mediaStreamType)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddMediaStream(serverHostName, resellerId, groupId, queueId, mediaStreamType)));
    }

    [WebMethod(Description = "Adds an account that may log in to the partner portal and administer it. "
        + "All parameters are mandatory except newUserResellerId and newUserGroupId.")]
    public ProvisionResult AddPortalUser(string loginUsername, string loginPassword, string serverHostName,
        string newUserResellerId, string newUserGroupId, string newUserName, string newUserPassword,
        string newUserEmail)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddPortalUser(serverHostName, newUserResellerId, newUserGroupId, newUserName,
                newUserPassword, newUserEmail)));
    }

    [WebMethod(Description = "Adds a contact center queue to a group or a reseller. "
        + "All parameters are mandatory except groupId and queueName.")]
    public ProvisionResult AddQueue(string loginUsername, string loginPassword, string serverHostName,
        string resellerId, string groupId, string queueId, string queueName)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddQueue(serverHostName, resellerId, groupId, queueId, queueName)));
    }

    [WebMethod(Description = "Adds a reseller (an enterprise or service provider) to a system provider. "
        + "All parameters are mandatory except resellerName.")]
    public ProvisionResult AddReseller(string loginUsername, string loginPassword, string serverHostName,
        string resellerId, string resellerName, string notes)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddReseller(serverHostName, resellerId, resellerName)));
    }

    [WebMethod(Description = "Buys licences for a reseller out of the pool of its system provider. "
        + "All parameters are mandatory.")]
    public ProvisionResult AddResellerLicenseSubPurchase(string loginUsername, string loginPassword,
        string serverHostName, string resellerId, string applicationName, string licenseType, int quantity)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddResellerLicenseSubPurchase(serverHostName, resellerId, applicationName, licenseType,
                quantity)));
    }

    [WebMethod(Description = "Creates a child system provider, which its parent can manage through the portal. "
        + "All parameters are mandatory except newSystemProviderName.")]
    public ProvisionResult AddSystemProvider(string loginUsername, string loginPassword,
        string newSystemProviderServerHostName, string newSystemProviderId, string newSystemProviderName)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddSystemProvider(newSystemProviderServerHostName, newSystemProviderId,
                newSystemProviderName)));
    }

    [WebMethod(Description = "Assigns a licence to a user. All parameters are mandatory.")]
    public ProvisionResult AddUserLicense(string loginUsername, string loginPassword, string serverHostName,
        string broadworksUserId, string applicationName, string licenseType)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddUserLicense(serverHostName, broadworksUserId, applicationName, licenseType)));
    }

    [WebMethod(Description = "Adds a user, and the reseller and the group when they are missing. "
        + "All parameters are mandatory except resellerName and groupName.")]
    public ProvisionResult AddUserWithHierarchy(string loginUsername, string loginPassword,
        string serverHostName, string resellerId, string resellerName, string groupId, string groupName,
        string broadworksUserId, string userName)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.AddUserWithHierarchy(serverHostName, resellerId, resellerName, groupId, groupName,
                broadworksUserId, userName)));
    }

    [WebMethod(Description = "Deletes a group and the active users in it. All parameters are mandatory.")]
    public ProvisionResult DeleteGroup(string loginUsername, string loginPassword, string serverHostName,
        string resellerId, string groupId)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.DeleteGroup(serverHostName, resellerId, groupId)));
    }

    [WebMethod(Description = "Deletes a reseller and the active groups and users in it. "
        + "All parameters are mandatory.")]
    public ProvisionResult DeleteReseller(string loginUsername, string loginPassword, string serverHostName,
        string resellerId)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.DeleteReseller(serverHostName, resellerId)));
    }

    [WebMethod(Description = "Deletes a user and takes away its licences. All parameters are mandatory.")]
    public ProvisionResult DeleteUser(string loginUsername, string loginPassword, string serverHostName,
        string broadworksUserId)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.DeleteUser(serverHostName, broadworksUserId)));
    }

    [WebMethod(Description = "Takes one licence from a user. All parameters are mandatory.")]
    public ProvisionResult DeleteUserLicense(string loginUsername, string loginPassword,
        string serverHostName, string broadworksUserId, string applicationName, string licenseType)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.DeleteUserLicense(serverHostName, broadworksUserId, applicationName, licenseType)));
    }

    [WebMethod(Description = "Takes all licences from a user. All parameters are mandatory.")]
    public ProvisionResult DeleteUserLicenses(string loginUsername, string loginPassword,
        string serverHostName, string broadworksUserId)
    {
        return Result(portal.Call(loginUsername, loginPassword,
            p => p.DeleteUserLicenses(serverHostName, broadworksUserId)));
    }

    [WebMethod(Description = "Returns the licences that a user holds. All parameters are mandatory.")]
    public UserLicensesResult GetUserLicenses(string loginUsername, string loginPassword,
        string serverHostName, string broadworksUserId)
    {
        var result = new UserLicensesResult();
        result.errorMessage = portal.Call(loginUsername, loginPassword, p => result.licenses =
            p.GetUserLicenses(serverHostName, broadworksUserId).Select(License.Named).ToArray());
        result.success = result.errorMessage == null;
        return result;
    }

    /// Answers with what it was sent, so that a caller can see every value come back.
    [WebMethod(Description = "Reports on the licences of users. remark is null when there is nothing to say.")]
    public LicenseReportResult GetLicenseReport(string loginUsername, string loginPassword, string serverHostName,
        string[] broadworksUserIds, LicenseState[] states, int[] counts, LicenseState state, DateTime since,
        DateTime? until, decimal price, byte[] document, int? daysLeft, bool? includeDeleted)
    {
        var result = new LicenseReportResult();
        result.errorMessage = portal.Call(loginUsername, loginPassword, p =>
        {
            result.entries = (broadworksUserIds ?? new string[0]).Select(id => id == null ? null
                : new LicenseReportEntry
                {
                    broadworksUserId = id, state = state, since = since, price = price, daysLeft = daysLeft,
                    license = License.Named("UnityDesktop Pro")
                }).ToArray();
            result.states = states;
            result.counts = counts;
            result.created = since;
            result.expires = until;
            result.total = price * result.entries.Length;
            result.document = document;
            result.nextPage = daysLeft;
            result.remark = includeDeleted == null ? null : includeDeleted.Value ? "all" : "";
        });
        result.success = result.errorMessage == null;
        return result;
    }

    [WebMethod(Description = "Throws an exception with another one inside it, before it looks at the login.")]
    public ProvisionResult Fail(string loginUsername, string loginPassword, string outer, string inner)
    {
        throw new ApplicationException(outer, new InvalidOperationException(inner));
    }
}
