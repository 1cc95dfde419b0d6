#!/usr/bin/env python3
"""Calls every web method of a ProvisionV3 service from its WSDL with zeep.

Usage: zeep_calls.py WSDL_URL USER PASSWORD

The service has to be a simulator with nothing in it but the Interface User: the calls build up a hierarchy
in a system provider of their own and take it down again. Every operation that the WSDL names must be called
here at least once; an operation without a call is a failure. Prints "N passed, M failed"; the exit code is
0 when nothing failed.
"""

import sys

import zeep

HOST = "zeep.example.com"
RESELLER = {"serverHostName": HOST, "resellerId": "zeep-reseller"}
GROUP = {**RESELLER, "groupId": "zeep-group"}
USER = {"serverHostName": HOST, "broadworksUserId": "ann@zeep.example.com"}
LICENSE = {"applicationName": "UnityDashboard", "licenseType": "Tabular100+"}
ADMIN = {
    "serverHostName": HOST,
    "newUserResellerId": RESELLER["resellerId"],
    "newUserGroupId": "",
    "newUserName": "zeep-admin",
    "newUserPassword": "Zeep & <Portal>",
    "newUserEmail": "admin@zeep.example.com",
}
QUEUE = {**GROUP, "queueId": "zeep-queue"}

# Method, parameters, and the message of a refusal or None for a success.
CALLS = [
    ("AddReseller", RESELLER, "System provider zeep.example.com does not exist"),
    (
        "AddSystemProvider",
        {
            "newSystemProviderServerHostName": HOST,
            "newSystemProviderId": "zeep",
            "newSystemProviderName": "Zoë & Söhne <zeep>",
        },
        None,
    ),
    ("AddReseller", {**RESELLER, "resellerName": "Zoë"}, None),
    ("AddReseller", RESELLER, "Reseller zeep-reseller already exists at zeep.example.com"),
    ("AddGroup", {**GROUP, "groupName": "A group"}, None),
    ("AddUserWithHierarchy", {**GROUP, **USER, "userName": "Ann Óther"}, None),
    ("AddUserWithHierarchy", {**GROUP, **USER, "userName": "Ann Óther"}, None),
    ("AddResellerLicenseSubPurchase", {**RESELLER, **LICENSE, "quantity": 3}, None),
    ("AddGroupLicenseSubPurchase", {**GROUP, **LICENSE, "quantity": 2}, None),
    (
        "AddGroupLicenseSubPurchase",
        {**GROUP, **LICENSE, "quantity": 2},
        "There are not enough UnityDashboard Tabular100+ licenses in the pool of reseller "
        "zeep-reseller: 2 requested, 1 available",
    ),
    ("AddUserLicense", {**USER, **LICENSE}, None),
    ("GetUserLicenses", USER, None),
    ("DeleteUserLicense", {**USER, **LICENSE}, None),
    ("DeleteUserLicenses", USER, None),
    ("AddPortalUser", ADMIN, None),
    ("AddGroupAgentAssociation", {**GROUP, "portalUserName": ADMIN["newUserName"]}, None),
    ("AddQueue", {**QUEUE, "queueName": "A queue"}, None),
    ("AddMediaStream", {**QUEUE, "mediaStreamType": "WebChat"}, None),
    ("DeleteUser", USER, None),
    ("DeleteGroup", GROUP, None),
    ("DeleteReseller", RESELLER, None),
    ("DeleteReseller", RESELLER, "Reseller zeep-reseller does not exist at zeep.example.com"),
]


def problem(result, name, refusal):
    """Says what is wrong with a result, or returns None."""
    if result.success != (refusal is None):
        return f"success is {result.success}, message {result.errorMessage!r}"
    if result.errorMessage != refusal:
        return f"message is {result.errorMessage!r}, expected {refusal!r}"
    if name == "GetUserLicenses":
        held = [(each.applicationName, each.licenseType) for each in result.licenses.License]
        if held != [(LICENSE["applicationName"], LICENSE["licenseType"])]:
            return f"licences are {held}"
    return None


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    url, user, password = sys.argv[1:]
    login = {"loginUserName": user, "loginPassword": password}
    client = zeep.Client(url)
    passed = failed = 0

    def report(label, message):
        nonlocal passed, failed
        if message is None:
            passed += 1
        else:
            failed += 1
            print(f"{label}: {message}")

    called = {"ProvisionV3Soap": set(), "ProvisionV3Soap12": set()}
    for port, names in called.items():
        service = client.bind("ProvisionV3", port)
        for name, parameters, refusal in CALLS:
            # The system provider stays from the first round.
            if port.endswith("12"):
                if name == "AddSystemProvider":
                    refusal = f"System provider {HOST} already exists"
                elif name == "AddReseller" and refusal and "does not exist" in refusal:
                    continue
            names.add(name)
            try:
                result = getattr(service, name)(**login, **parameters)
                report(f"{port} {name}", problem(result, name, refusal))
            except Exception as error:  # whatever zeep makes of an answer is a finding
                report(f"{port} {name}", f"{type(error).__name__}: {error}")
        offered = set(service._binding._operations)
        report(f"{port} operations", None if offered == names else f"not called: {sorted(offered - names)}")

    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
