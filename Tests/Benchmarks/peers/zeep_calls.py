"""zeep calls GetUserLicenses from several threads. Usage: zeep_calls.py WSDL URL THREADS CALLS"""

import sys
import threading
import time

import requests
import zeep

wsdl, url, threads, calls = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
session = requests.Session()
session.trust_env = False
session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=threads))
client = zeep.Client(wsdl, transport=zeep.Transport(session=session))
service = client.create_service("{http://kakaposystems.com/}ProvisionV3Soap", url)
warm = threading.Barrier(threads + 1)
failures = []


def call():
    answer = service.GetUserLicenses(
        loginUserName="parentprovision",
        loginPassword="c0rrect hörse & battery",
        serverHostName="sp.example.com",
        broadworksUserId="jane@acme.example.com",
    )
    if len(answer["licenses"]["License"]) != 1:
        failures.append(answer)


def run():
    call()
    warm.wait()
    for _ in range(calls // threads):
        call()


started = [threading.Thread(target=run) for _ in range(threads)]
for thread in started:
    thread.start()
warm.wait()
start = time.monotonic()
for thread in started:
    thread.join()
count = calls // threads * threads
print(f"{count / (time.monotonic() - start):.1f} {count}")
sys.exit(bool(failures))
