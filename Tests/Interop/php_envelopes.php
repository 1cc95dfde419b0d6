<?php
/*
 * Prints the envelopes that PHP's SoapClient makes of calls, without sending them.
 *
 * Usage: php php_envelopes.php WSDL_URL < CALLS
 *
 * CALLS is a JSON list of {"method": …, "parameters": {…}}; the output is a JSON list of
 * {"envelope": …, "action": …} in the same order.
 */

declare(strict_types=1);

final class CapturingClient extends SoapClient
{
    public array $captured = [];

    public function __doRequest(
        string $request,
        string $location,
        string $action,
        int $version,
        bool $oneWay = false
    ): ?string {
        $this->captured[] = ['envelope' => $request, 'action' => $action];
        return '';
    }
}

if ($argc !== 2) {
    fwrite(STDERR, "usage: php php_envelopes.php WSDL_URL < CALLS\n");
    exit(64);
}
$client = new CapturingClient($argv[1], ['cache_wsdl' => WSDL_CACHE_NONE, 'soap_version' => SOAP_1_1]);
foreach (json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR) as $call) {
    $count = count($client->captured);
    try {
        $client->__soapCall($call['method'], [$call['parameters']]);
    } catch (SoapFault $fault) {
        // The empty answer is none that SoapClient can read; only a call that made no envelope is a failure.
        if (count($client->captured) === $count) {
            throw $fault;
        }
    }
}
echo json_encode($client->captured, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
