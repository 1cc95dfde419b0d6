<%@ WebService Language="C#" Class="ProvisionV3" %>
using System;
using System.Linq;
using System.Web.Services;

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

[WebService(Name = "ProvisionV3", Namespace = "http://kakaposystems.com/")]
public class ProvisionV3 : WebService
{
    static readonly Portal portal = Portal.Named("KakapoProvision");

    static ProvisionResult Result(string refusal)
    {
        return new ProvisionResult { success = refusal == null, errorMessage = refusal };
    }

    [WebMethod(Description = "Adds a group to a reseller. All parameters are mandatory except groupName.")]
    public ProvisionResult AddGroup(string loginUserName, string loginPassword, string serverHostName,
        string resellerId, string groupId, string groupName)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddGroup(serverHostName, resellerId, groupId, groupName)));
    }

    [WebMethod(Description = "Makes an existing portal user an agent of a group. All parameters are mandatory.")]
    public ProvisionResult AddGroupAgentAssociation(string loginUserName, string loginPassword,
        string serverHostName, string resellerId, string groupId, string portalUserName)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddGroupAgentAssociation(serverHostName, resellerId, groupId, portalUserName)));
    }

    [WebMethod(Description = "Buys licences for a group out of the pools of its system provider and its reseller. "
        + "All parameters are mandatory.")]
    public ProvisionResult AddGroupLicenseSubPurchase(string loginUserName, string loginPassword,
        string serverHostName, string resellerId, string groupId, string applicationName, string licenseType,
        int quantity)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddGroupLicenseSubPurchase(serverHostName, resellerId, groupId, applicationName,
                licenseType, quantity)));
    }

    [WebMethod(Description = "Adds a media stream to a contact center queue. "
        + "All parameters are mandatory except groupId.")]
    public ProvisionResult AddMediaStream(string loginUserName, string loginPassword, string serverHostName,
        string resellerId, string groupId, string queueId, string mediaStreamType)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddMediaStream(serverHostName, resellerId, groupId, queueId, mediaStreamType)));
    }

    [WebMethod(Description = "Adds an account that may log in to the partner portal and administer it. "
        + "All parameters are mandatory except newUserResellerId and newUserGroupId.")]
    public ProvisionResult AddPortalUser(string loginUserName, string loginPassword, string serverHostName,
        string newUserResellerId, string newUserGroupId, string newUserName, string newUserPassword,
        string newUserEmail)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddPortalUser(serverHostName, newUserResellerId, newUserGroupId, newUserName,
                newUserPassword, newUserEmail)));
    }

    [WebMethod(Description = "Adds a contact center queue to a group or a reseller. "
        + "All parameters are mandatory except groupId and queueName.")]
    public ProvisionResult AddQueue(string loginUserName, string loginPassword, string serverHostName,
        string resellerId, string groupId, string queueId, string queueName)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddQueue(serverHostName, resellerId, groupId, queueId, queueName)));
    }

    [WebMethod(Description = "Adds a reseller (an enterprise or service provider) to a system provider. "
        + "All parameters are mandatory except resellerName.")]
    public ProvisionResult AddReseller(string loginUserName, string loginPassword, string serverHostName,
        string resellerId, string resellerName)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddReseller(serverHostName, resellerId, resellerName)));
    }

    [WebMethod(Description = "Buys licences for a reseller out of the pool of its system provider. "
        + "All parameters are mandatory.")]
    public ProvisionResult AddResellerLicenseSubPurchase(string loginUserName, string loginPassword,
        string serverHostName, string resellerId, string applicationName, string licenseType, int quantity)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddResellerLicenseSubPurchase(serverHostName, resellerId, applicationName, licenseType,
                quantity)));
    }

    [WebMethod(Description = "Creates a child system provider, which its parent can manage through the portal. "
        + "All parameters are mandatory except newSystemProviderName.")]
    public ProvisionResult AddSystemProvider(string loginUserName, string loginPassword,
        string newSystemProviderServerHostName, string newSystemProviderId, string newSystemProviderName)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddSystemProvider(newSystemProviderServerHostName, newSystemProviderId,
                newSystemProviderName)));
    }

    [WebMethod(Description = "Assigns a licence to a user. All parameters are mandatory.")]
    public ProvisionResult AddUserLicense(string loginUserName, string loginPassword, string serverHostName,
        string broadworksUserId, string applicationName, string licenseType)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddUserLicense(serverHostName, broadworksUserId, applicationName, licenseType)));
    }

    [WebMethod(Description = "Adds a user, and the reseller and the group when they are missing. "
        + "All parameters are mandatory except resellerName and groupName.")]
    public ProvisionResult AddUserWithHierarchy(string loginUserName, string loginPassword,
        string serverHostName, string resellerId, string resellerName, string groupId, string groupName,
        string broadworksUserId, string userName)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.AddUserWithHierarchy(serverHostName, resellerId, resellerName, groupId, groupName,
                broadworksUserId, userName)));
    }

    [WebMethod(Description = "Deletes a group and the active users in it. All parameters are mandatory.")]
    public ProvisionResult DeleteGroup(string loginUserName, string loginPassword, string serverHostName,
        string resellerId, string groupId)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.DeleteGroup(serverHostName, resellerId, groupId)));
    }

    [WebMethod(Description = "Deletes a reseller and the active groups and users in it. "
        + "All parameters are mandatory.")]
    public ProvisionResult DeleteReseller(string loginUserName, string loginPassword, string serverHostName,
        string resellerId)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.DeleteReseller(serverHostName, resellerId)));
    }

    [WebMethod(Description = "Deletes a user and takes away its licences. All parameters are mandatory.")]
    public ProvisionResult DeleteUser(string loginUserName, string loginPassword, string serverHostName,
        string broadworksUserId)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.DeleteUser(serverHostName, broadworksUserId)));
    }

    [WebMethod(Description = "Takes one licence from a user. All parameters are mandatory.")]
    public ProvisionResult DeleteUserLicense(string loginUserName, string loginPassword,
        string serverHostName, string broadworksUserId, string applicationName, string licenseType)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.DeleteUserLicense(serverHostName, broadworksUserId, applicationName, licenseType)));
    }

    [WebMethod(Description = "Takes all licences from a user. All parameters are mandatory.")]
    public ProvisionResult DeleteUserLicenses(string loginUserName, string loginPassword,
        string serverHostName, string broadworksUserId)
    {
        return Result(portal.Call(loginUserName, loginPassword,
            p => p.DeleteUserLicenses(serverHostName, broadworksUserId)));
    }

    [WebMethod(Description = "Returns the licences that a user holds. All parameters are mandatory.")]
    public UserLicensesResult GetUserLicenses(string loginUserName, string loginPassword,
        string serverHostName, string broadworksUserId)
    {
        var result = new UserLicensesResult();
        result.errorMessage = portal.Call(loginUserName, loginPassword, p => result.licenses =
            p.GetUserLicenses(serverHostName, broadworksUserId).Select(License.Named).ToArray());
        result.success = result.errorMessage == null;
        return result;
    }
}
