<?php
/*
 * Calls every web method of a ProvisionV3 service from its WSDL with PHP's SoapClient.
 *
 * Usage: php php_calls.php WSDL_URL USER PASSWORD
 *
 * The calls build up a hierarchy in a system provider of their own and take it down again, once with SOAP 1.1 and
 * once with SOAP 1.2. Every operation that the WSDL names must be called here; one without a call is a failure.
 * Prints "N passed, M failed"; the exit code is 0 when nothing failed.
 */

declare(strict_types=1);

if ($argc !== 4) {
    fwrite(STDERR, "usage: php php_calls.php WSDL_URL USER PASSWORD\n");
    exit(64);
}
[, $url, $user, $password] = $argv;
$login = ['loginUserName' => $user, 'loginPassword' => $password];
$passed = $failed = 0;

function report(string $label, ?string $problem): void
{
    global $passed, $failed;
    if ($problem === null) {
        $passed++;
    } else {
        $failed++;
        echo "$label: $problem\n";
    }
}

/** The calls with the message of a refusal, or null for a success; the last member is what the user holds. */
function calls(string $host): array
{
    $id = "PHP & <Söhne> \"1\" '東京' 🥝";
    $reseller = ['serverHostName' => $host, 'resellerId' => $id];
    $group = $reseller + ['groupId' => ']]> & Zürich'];
    $person = ['serverHostName' => $host, 'broadworksUserId' => "zoë+1@php.example.com"];
    $license = ['applicationName' => 'UnityDashboard', 'licenseType' => 'Graphical100+'];
    $other = ['applicationName' => 'UnityContactCenterAgent', 'licenseType' => 'Add-On'];
    $admin = [
        'serverHostName' => $host, 'newUserResellerId' => $id, 'newUserName' => 'admin & co',
        'newUserPassword' => " p&ss\t<w>rd ", 'newUserEmail' => 'admin@php.example.com',
    ];
    $queue = $reseller + ['queueId' => 'q < 1'];
    return [
        ['AddReseller', $reseller, "System provider $host does not exist"],
        ['AddSystemProvider', [
            'newSystemProviderServerHostName' => $host, 'newSystemProviderId' => $host,
            'newSystemProviderName' => 'Zoë & Söhne',
        ], null],
        ['AddSystemProvider', [
            'newSystemProviderServerHostName' => $host, 'newSystemProviderId' => 'other',
        ], "System provider $host already exists"],
        ['AddReseller', $reseller + ['resellerName' => ''], null],
        ['AddReseller', $reseller, "Reseller $id already exists at $host"],
        ['AddGroup', $group, null],
        ['AddUserWithHierarchy', $group + $person + [
            'resellerName' => 'ignored', 'groupName' => 'ignored', 'userName' => "Zoë O'Neill",
        ], null],
        ['GetUserLicenses', $person, null, []],
        ['AddResellerLicenseSubPurchase', $reseller + $license + ['quantity' => 3], null],
        ['AddResellerLicenseSubPurchase', $reseller + $license + ['quantity' => 0],
            'quantity must be at least 1, not 0'],
        ['AddGroupLicenseSubPurchase', $group + $license + ['quantity' => 2], null],
        ['AddGroupLicenseSubPurchase', $group + $license + ['quantity' => 2],
            "There are not enough UnityDashboard Graphical100+ licenses in the pool of reseller $id: "
            . '2 requested, 1 available'],
        ['AddUserLicense', $person + $license, null],
        ['AddUserLicense', $person + $other, null],
        ['AddUserLicense', $person + ['applicationName' => 'UnityDesktop', 'licenseType' => 'pro'],
            'The combination of application UnityDesktop and license type pro does not exist'],
        ['GetUserLicenses', $person, null, [$license, $other]],
        ['DeleteUserLicense', $person + $license, null],
        ['GetUserLicenses', $person, null, [$other]],
        ['DeleteUserLicenses', $person, null],
        ['GetUserLicenses', $person, null, []],
        ['AddPortalUser', $admin + ['newUserGroupId' => ''], null],
        ['AddGroupAgentAssociation', $group + ['portalUserName' => 'admin & co'], null],
        ['AddQueue', $queue, null],
        ['AddQueue', $group + $queue + ['queueName' => 'A queue'], null],
        ['AddMediaStream', $queue + ['mediaStreamType' => 'WebChat'], null],
        ['AddMediaStream', $group + $queue + ['mediaStreamType' => 'A type nobody knows'], null],
        ['DeleteUser', $person, null],
        ['GetUserLicenses', $person, "User {$person['broadworksUserId']} does not exist at $host"],
        ['DeleteGroup', $group, null],
        ['DeleteReseller', $reseller, null],
        ['DeleteReseller', $reseller, "Reseller $id does not exist at $host"],
    ];
}

function problem(object $result, ?string $refusal, ?array $held): ?string
{
    $message = $result->errorMessage ?? null;
    if ($result->success !== ($refusal === null) || $message !== $refusal) {
        return 'answered ' . json_encode($result, JSON_UNESCAPED_UNICODE) . ', expected '
            . json_encode($refusal, JSON_UNESCAPED_UNICODE);
    }
    if ($held === null) {
        return null;
    }
    $found = array_map(
        fn (object $each) => ['applicationName' => $each->applicationName, 'licenseType' => $each->licenseType],
        $result->licenses->License ?? []
    );
    return $found === $held ? null : 'licences are ' . json_encode($found);
}

foreach ([SOAP_1_1 => 'SOAP 1.1', SOAP_1_2 => 'SOAP 1.2'] as $version => $name) {
    try {
        $client = new SoapClient($url, [
            'soap_version' => $version, 'cache_wsdl' => WSDL_CACHE_NONE, 'exceptions' => true,
            'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
        ]);
    } catch (SoapFault $fault) {
        report("$name WSDL", $fault->getMessage());
        continue;
    }
    $called = [];
    foreach (calls('php' . $version . '.example.com') as $call) {
        [$method, $parameters, $refusal] = $call;
        $called[$method] = true;
        $label = "$name $method";
        try {
            $answer = $client->__soapCall($method, [$login + $parameters]);
            report($label, problem($answer->{$method . 'Result'}, $refusal, $call[3] ?? null));
        } catch (Throwable $error) {
            report($label, get_class($error) . ': ' . $error->getMessage());
        }
    }
    $offered = array_map(
        fn (string $signature) => preg_replace('/^\S+ (\w+)\(.*$/s', '$1', $signature),
        $client->__getFunctions()
    );
    $missing = array_diff($offered, array_keys($called));
    report("$name operations", $offered && !$missing ? null : 'not called: ' . implode(', ', $missing));
}

echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
