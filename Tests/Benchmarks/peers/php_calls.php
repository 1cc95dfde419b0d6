<?php
// PHP's SoapClient calls GetUserLicenses from several processes. Usage: php_calls.php WSDL URL PROCESSES CALLS
[, $wsdl, $url, $processes, $calls] = $argv;

function call(SoapClient $client): void {
    $answer = $client->GetUserLicenses([
        'loginUserName' => 'parentprovision',
        'loginPassword' => 'c0rrect hörse & battery',
        'serverHostName' => 'sp.example.com',
        'broadworksUserId' => 'jane@acme.example.com',
    ]);
    if ($answer->GetUserLicensesResult->licenses->License->licenseType !== 'Pro') {
        exit(1);
    }
}

// Read before the processes part, so that none has to do it again.
$client = new SoapClient($wsdl, ['location' => $url, 'keep_alive' => true, 'cache_wsdl' => WSDL_CACHE_NONE]);
$each = intdiv((int) $calls, (int) $processes);
$start = microtime(true);
$children = [];
for ($i = 0; $i < $processes; $i++) {
    $child = pcntl_fork();
    if ($child === 0) {
        for ($j = 0; $j < $each; $j++) {
            call($client);
        }
        exit(0);
    }
    $children[] = $child;
}
$failed = false;
foreach ($children as $child) {
    pcntl_waitpid($child, $status);
    $failed = $failed || $status !== 0;
}
printf("%.1f %d\n", $each * $processes / (microtime(true) - $start), $each * $processes);
exit($failed ? 1 : 0);
