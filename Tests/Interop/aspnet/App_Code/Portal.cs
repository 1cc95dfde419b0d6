using System;
using System.Collections.Generic;
using System.Linq;

/// Why a web method answers with success false.
public class Refusal : Exception
{
    public Refusal(string message) : base(message) { }
}

public class LicensePool
{
    readonly Dictionary<string, int> bought = new Dictionary<string, int>();
    readonly Dictionary<string, int> taken = new Dictionary<string, int>();

    public IEnumerable<KeyValuePair<string, int>> Bought { get { return bought; } }

    /// The licences left, or null when none of this kind was ever bought.
    public int? Free(string license)
    {
        int count, used;
        if (!bought.TryGetValue(license, out count)) return null;
        taken.TryGetValue(license, out used);
        return count - used;
    }

    public void Buy(int quantity, string license) { Add(bought, license, quantity); }
    public void Stock(int quantity, string license) { bought[license] = quantity; }
    public void Take(int quantity, string license) { Add(taken, license, quantity); }
    public void GiveBack(int quantity, string license) { Add(taken, license, -quantity); }

    static void Add(Dictionary<string, int> counts, string license, int quantity)
    {
        int count;
        counts.TryGetValue(license, out count);
        counts[license] = Math.Max(0, count + quantity);
    }
}

public class Queue
{
    public readonly HashSet<string> MediaStreams = new HashSet<string>();
}

public class Group
{
    public readonly LicensePool Pool = new LicensePool();
    public readonly Dictionary<string, Queue> Queues = new Dictionary<string, Queue>();
    public readonly HashSet<string> Agents = new HashSet<string>();
}

public class Reseller
{
    public string Id;
    public readonly LicensePool Pool = new LicensePool();
    public readonly Dictionary<string, Group> Groups = new Dictionary<string, Group>();
    public readonly Dictionary<string, Queue> Queues = new Dictionary<string, Queue>();

    public Group Group(string id)
    {
        Group group;
        if (!Groups.TryGetValue(id, out group))
            throw new Refusal("Group " + id + " does not exist in reseller " + Id);
        return group;
    }
}

public class User
{
    public string Id, ResellerId, GroupId;
    /// The licences, each with the pool it came from.
    public readonly Dictionary<string, LicensePool> Licenses = new Dictionary<string, LicensePool>();
}

public class PortalUser
{
    public string ResellerId, GroupId;
}

public class SystemProvider
{
    public string ServerHostName, Id;
    public readonly LicensePool Pool = new LicensePool();
    public readonly Dictionary<string, Reseller> Resellers = new Dictionary<string, Reseller>();
    public readonly Dictionary<string, User> Users = new Dictionary<string, User>();
    public readonly Dictionary<string, PortalUser> PortalUsers = new Dictionary<string, PortalUser>();

    public Reseller Reseller(string id)
    {
        Reseller reseller;
        if (!Resellers.TryGetValue(id, out reseller))
            throw new Refusal("Reseller " + id + " does not exist at " + ServerHostName);
        return reseller;
    }

    public User User(string id)
    {
        User user;
        if (!Users.TryGetValue(id, out user))
            throw new Refusal("User " + id + " does not exist at " + ServerHostName);
        return user;
    }

    public void RequireFree(int quantity, string license)
    {
        int? free = Pool.Free(license);
        if (free == null || free >= quantity) return;
        throw new Refusal("There are not enough " + license + " licenses in the pool of system provider "
            + ServerHostName + ": " + quantity + " requested, " + Math.Max(0, free.Value) + " available");
    }

    /// Takes a licence from the nearest pool that was ever filled for it.
    public void Assign(string license, User user)
    {
        Reseller reseller = Resellers[user.ResellerId];
        Group group = reseller.Groups[user.GroupId];
        LicensePool pool = Pool;
        string owner = "system provider " + ServerHostName;
        if (group.Pool.Free(license) != null) { pool = group.Pool; owner = "group " + user.GroupId; }
        else if (reseller.Pool.Free(license) != null) { pool = reseller.Pool; owner = "reseller " + user.ResellerId; }
        int? free = pool.Free(license);
        if (free != null && free < 1)
            throw new Refusal("There is no free " + license + " license in the pool of " + owner);
        pool.Take(1, license);
        user.Licenses[license] = pool;
    }

    public void Release(string license, User user)
    {
        LicensePool pool;
        if (!user.Licenses.TryGetValue(license, out pool)) return;
        pool.GiveBack(1, license);
        user.Licenses.Remove(license);
    }

    public void Remove(User user)
    {
        foreach (string license in user.Licenses.Keys.ToList()) Release(license, user);
        Users.Remove(user.Id);
    }

    /// Removes a group with its users, queues and portal users; what it had bought goes back to the reseller.
    public void RemoveGroup(string groupId, Reseller reseller)
    {
        foreach (User user in Users.Values.Where(u => u.ResellerId == reseller.Id && u.GroupId == groupId).ToList())
            Remove(user);
        foreach (var purchase in reseller.Groups[groupId].Pool.Bought)
            reseller.Pool.GiveBack(purchase.Value, purchase.Key);
        reseller.Groups.Remove(groupId);
        RemovePortalUsers(u => u.ResellerId == reseller.Id && u.GroupId == groupId);
    }

    public void RemovePortalUsers(Func<PortalUser, bool> condition)
    {
        foreach (var pair in PortalUsers.Where(p => condition(p.Value)).ToList()) PortalUsers.Remove(pair.Key);
    }
}

/// A licensing portal in memory: one Interface User, and the rules of the documented web methods.
///
/// Written from the contract, not from the package's simulator: the two are compared.
public class Portal
{
    static readonly Dictionary<string, Portal> portals = new Dictionary<string, Portal>();

    readonly object gate = new object();
    Dictionary<string, SystemProvider> providers = new Dictionary<string, SystemProvider>();
    string interfaceUser = "interface";
    string interfacePassword = "simulator";
    bool isLocked;
    int failedLogins;
    int logins;

    Portal() { AddProvider("sp.example.com"); }

    /// The portal behind one service of this host.
    public static Portal Named(string name)
    {
        lock (portals)
        {
            Portal portal;
            if (!portals.TryGetValue(name, out portal)) portals[name] = portal = new Portal();
            return portal;
        }
    }

    // What an administrator does.

    public void Reset(string user, string password, string serverHostName)
    {
        lock (gate)
        {
            interfaceUser = user;
            interfacePassword = password;
            isLocked = false;
            failedLogins = 0;
            logins = 0;
            providers = new Dictionary<string, SystemProvider>();
            AddProvider(serverHostName);
        }
    }

    public void Unlock() { lock (gate) isLocked = false; }

    /// How many calls were refused because of their login.
    public int FailedLogins { get { lock (gate) return failedLogins; } }

    /// How many calls reached the login.
    public int Logins { get { lock (gate) return logins; } }

    public void Stock(string serverHostName, string applicationName, string licenseType, int quantity)
    {
        lock (gate) Provider(serverHostName).Pool.Stock(quantity, License(applicationName, licenseType));
    }

    void AddProvider(string serverHostName)
    {
        providers[serverHostName] = new SystemProvider { ServerHostName = serverHostName, Id = serverHostName };
    }

    // What every call does.

    /// Checks the login and then does the work; a failed login locks the account.
    ///
    /// Returns null for success, or the message of the refusal.
    public string Call(string userName, string password, Action<Portal> work)
    {
        lock (gate)
        {
            logins++;
            string advice = " Please refer to the login history for further information";
            bool isKnown = userName == interfaceUser;
            if (isKnown && isLocked) { failedLogins++; return "The account has been locked." + advice; }
            if (!isKnown || password != interfacePassword)
            {
                failedLogins++;
                if (isKnown) isLocked = true;
                return "A login attempt for " + userName + " has failed and the account has been locked." + advice;
            }
            try { work(this); return null; }
            catch (Refusal refusal) { return refusal.Message; }
        }
    }

    static void Require(string name, string value)
    {
        if (string.IsNullOrEmpty(value)) throw new Refusal(name + " is mandatory");
    }

    static void RequireQuantity(int quantity)
    {
        if (quantity < 1) throw new Refusal("quantity must be at least 1, not " + quantity);
    }

    static string Optional(string value) { return string.IsNullOrEmpty(value) ? null : value; }

    SystemProvider Provider(string serverHostName)
    {
        SystemProvider provider;
        if (!providers.TryGetValue(serverHostName, out provider))
            throw new Refusal("System provider " + serverHostName + " does not exist");
        return provider;
    }

    // Hierarchy.

    public void AddSystemProvider(string serverHostName, string id, string name)
    {
        Require("newSystemProviderServerHostName", serverHostName);
        Require("newSystemProviderId", id);
        if (providers.ContainsKey(serverHostName))
            throw new Refusal("System provider " + serverHostName + " already exists");
        if (providers.Values.Any(p => p.Id == id))
            throw new Refusal("A system provider with the ID " + id + " already exists");
        providers[serverHostName] = new SystemProvider { ServerHostName = serverHostName, Id = id };
    }

    public void AddReseller(string serverHostName, string resellerId, string resellerName)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        SystemProvider provider = Provider(serverHostName);
        if (provider.Resellers.ContainsKey(resellerId))
            throw new Refusal("Reseller " + resellerId + " already exists at " + serverHostName);
        provider.Resellers[resellerId] = new Reseller { Id = resellerId };
    }

    public void AddGroup(string serverHostName, string resellerId, string groupId, string groupName)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        Require("groupId", groupId);
        Reseller reseller = Provider(serverHostName).Reseller(resellerId);
        if (reseller.Groups.ContainsKey(groupId))
            throw new Refusal("Group " + groupId + " already exists in reseller " + resellerId);
        reseller.Groups[groupId] = new Group();
    }

    public void AddUserWithHierarchy(string serverHostName, string resellerId, string resellerName, string groupId,
        string groupName, string broadworksUserId, string userName)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        Require("groupId", groupId);
        Require("broadworksUserId", broadworksUserId);
        Require("userName", userName);
        SystemProvider provider = Provider(serverHostName);
        User user;
        if (provider.Users.TryGetValue(broadworksUserId, out user))
        {
            if (user.ResellerId == resellerId && user.GroupId == groupId) return;
            throw new Refusal("User " + broadworksUserId + " already exists in group " + user.GroupId
                + " of reseller " + user.ResellerId);
        }
        Reseller reseller;
        if (!provider.Resellers.TryGetValue(resellerId, out reseller))
            provider.Resellers[resellerId] = reseller = new Reseller { Id = resellerId };
        if (!reseller.Groups.ContainsKey(groupId)) reseller.Groups[groupId] = new Group();
        provider.Users[broadworksUserId] =
            new User { Id = broadworksUserId, ResellerId = resellerId, GroupId = groupId };
    }

    public void DeleteUser(string serverHostName, string broadworksUserId)
    {
        SystemProvider provider = ProviderOfUser(serverHostName, broadworksUserId);
        provider.Remove(provider.User(broadworksUserId));
    }

    public void DeleteGroup(string serverHostName, string resellerId, string groupId)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        Require("groupId", groupId);
        SystemProvider provider = Provider(serverHostName);
        Reseller reseller = provider.Reseller(resellerId);
        reseller.Group(groupId);
        provider.RemoveGroup(groupId, reseller);
    }

    public void DeleteReseller(string serverHostName, string resellerId)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        SystemProvider provider = Provider(serverHostName);
        Reseller reseller = provider.Reseller(resellerId);
        foreach (string groupId in reseller.Groups.Keys.ToList()) provider.RemoveGroup(groupId, reseller);
        foreach (var purchase in reseller.Pool.Bought) provider.Pool.GiveBack(purchase.Value, purchase.Key);
        provider.Resellers.Remove(resellerId);
        provider.RemovePortalUsers(u => u.ResellerId == resellerId);
    }

    SystemProvider ProviderOfUser(string serverHostName, string broadworksUserId)
    {
        Require("serverHostName", serverHostName);
        Require("broadworksUserId", broadworksUserId);
        return Provider(serverHostName);
    }

    // Licences.

    public void AddUserLicense(string serverHostName, string broadworksUserId, string applicationName,
        string licenseType)
    {
        Require("serverHostName", serverHostName);
        Require("broadworksUserId", broadworksUserId);
        string license = License(applicationName, licenseType);
        SystemProvider provider = Provider(serverHostName);
        User user = provider.User(broadworksUserId);
        if (!user.Licenses.ContainsKey(license)) provider.Assign(license, user);
    }

    public void DeleteUserLicense(string serverHostName, string broadworksUserId, string applicationName,
        string licenseType)
    {
        Require("serverHostName", serverHostName);
        Require("broadworksUserId", broadworksUserId);
        string license = License(applicationName, licenseType);
        SystemProvider provider = Provider(serverHostName);
        User user = provider.User(broadworksUserId);
        if (!user.Licenses.ContainsKey(license))
            throw new Refusal("User " + broadworksUserId + " does not hold the license " + license);
        provider.Release(license, user);
    }

    public void DeleteUserLicenses(string serverHostName, string broadworksUserId)
    {
        SystemProvider provider = ProviderOfUser(serverHostName, broadworksUserId);
        User user = provider.User(broadworksUserId);
        foreach (string license in user.Licenses.Keys.ToList()) provider.Release(license, user);
    }

    /// The licences of a user as "application type", in the order of the table.
    public List<string> GetUserLicenses(string serverHostName, string broadworksUserId)
    {
        User user = ProviderOfUser(serverHostName, broadworksUserId).User(broadworksUserId);
        return Licenses.Where(user.Licenses.ContainsKey).ToList();
    }

    public void AddResellerLicenseSubPurchase(string serverHostName, string resellerId, string applicationName,
        string licenseType, int quantity)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        string license = License(applicationName, licenseType);
        RequireQuantity(quantity);
        SystemProvider provider = Provider(serverHostName);
        Reseller reseller = provider.Reseller(resellerId);
        provider.RequireFree(quantity, license);
        provider.Pool.Take(quantity, license);
        reseller.Pool.Buy(quantity, license);
    }

    public void AddGroupLicenseSubPurchase(string serverHostName, string resellerId, string groupId,
        string applicationName, string licenseType, int quantity)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        Require("groupId", groupId);
        string license = License(applicationName, licenseType);
        RequireQuantity(quantity);
        Reseller reseller = Provider(serverHostName).Reseller(resellerId);
        Group group = reseller.Group(groupId);
        int available = Math.Max(0, reseller.Pool.Free(license) ?? 0);
        if (available < quantity)
            throw new Refusal("There are not enough " + license + " licenses in the pool of reseller " + resellerId
                + ": " + quantity + " requested, " + available + " available");
        reseller.Pool.Take(quantity, license);
        group.Pool.Buy(quantity, license);
    }

    // Contact center and portal users.

    public void AddQueue(string serverHostName, string resellerId, string groupId, string queueId, string queueName)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        Require("queueId", queueId);
        string owner;
        var queues = Queues(serverHostName, resellerId, groupId, out owner);
        if (queues.ContainsKey(queueId)) throw new Refusal("Queue " + queueId + " already exists in " + owner);
        queues[queueId] = new Queue();
    }

    public void AddMediaStream(string serverHostName, string resellerId, string groupId, string queueId,
        string mediaStreamType)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        Require("queueId", queueId);
        Require("mediaStreamType", mediaStreamType);
        string owner;
        Queue queue;
        if (!Queues(serverHostName, resellerId, groupId, out owner).TryGetValue(queueId, out queue))
            throw new Refusal("Queue " + queueId + " does not exist in " + owner);
        if (!queue.MediaStreams.Add(mediaStreamType))
            throw new Refusal("Queue " + queueId + " already has a media stream of type " + mediaStreamType);
    }

    Dictionary<string, Queue> Queues(string serverHostName, string resellerId, string groupId, out string owner)
    {
        Reseller reseller = Provider(serverHostName).Reseller(resellerId);
        groupId = Optional(groupId);
        owner = groupId == null ? "reseller " + resellerId : "group " + groupId;
        return groupId == null ? reseller.Queues : reseller.Group(groupId).Queues;
    }

    public void AddPortalUser(string serverHostName, string resellerId, string groupId, string name, string password,
        string email)
    {
        resellerId = Optional(resellerId);
        groupId = Optional(groupId);
        Require("serverHostName", serverHostName);
        Require("newUserName", name);
        Require("newUserEmail", email);
        Require("newUserPassword", password);
        SystemProvider provider = Provider(serverHostName);
        if (resellerId != null)
        {
            Reseller reseller = provider.Reseller(resellerId);
            if (groupId != null) reseller.Group(groupId);
        }
        else if (groupId != null)
            throw new Refusal("newUserResellerId is mandatory for a portal user of group " + groupId);
        if (provider.PortalUsers.ContainsKey(name))
            throw new Refusal("Portal user " + name + " already exists at " + serverHostName);
        provider.PortalUsers[name] = new PortalUser { ResellerId = resellerId, GroupId = groupId };
    }

    public void AddGroupAgentAssociation(string serverHostName, string resellerId, string groupId,
        string portalUserName)
    {
        Require("serverHostName", serverHostName);
        Require("resellerId", resellerId);
        Require("groupId", groupId);
        Require("portalUserName", portalUserName);
        SystemProvider provider = Provider(serverHostName);
        Group group = provider.Reseller(resellerId).Group(groupId);
        PortalUser user;
        if (!provider.PortalUsers.TryGetValue(portalUserName, out user))
            throw new Refusal("Portal user " + portalUserName + " does not exist at " + serverHostName);
        if (user.ResellerId != resellerId || user.GroupId != null)
            throw new Refusal(
                "Portal user " + portalUserName + " does not exist at the level of reseller " + resellerId);
        if (!group.Agents.Add(portalUserName))
            throw new Refusal("Portal user " + portalUserName + " is already an agent of group " + groupId);
    }

    // The vendor's table.

    static readonly string[] Licenses = (
        "UnityDesktop Pro,UnityDesktop Enterprise,UnityDesktop Anywhere,UnityDesktopWeb Standard,"
        + "UnityAgent Standard,UnityAgent Enterprise,UnityAgent Anywhere,UnityAgentWeb Standard,"
        + "UnitySupervisor Standard,UnitySupervisor Enterprise,UnitySupervisor Anywhere,"
        + "UnityReception Standard,UnityReception Enterprise,UnityReception Anywhere,"
        + "UnityWallboard Standard,UnityMobile Standard,UnityCrmIntegration Standard,"
        + "UnityDashboard Tabular30,UnityDashboard Tabular100,UnityDashboard Tabular100+,"
        + "UnityDashboard Graphical30,UnityDashboard Graphical100,UnityDashboard Graphical100+,"
        + "UnityContactCenterDesktop Add-On,UnityContactCenterDesktop Enterprise,"
        + "UnityContactCenterAgent Add-On,UnityContactCenterAgent Enterprise,"
        + "UnityContactCenterSupervisor Add-On,UnityContactCenterSupervisor Enterprise").Split(',');

    static string License(string applicationName, string licenseType)
    {
        Require("applicationName", applicationName);
        Require("licenseType", licenseType);
        string license = applicationName + " " + licenseType;
        if (Array.IndexOf(Licenses, license) >= 0) return license;
        throw new Refusal("The combination of application " + applicationName + " and license type " + licenseType
            + " does not exist");
    }
}
