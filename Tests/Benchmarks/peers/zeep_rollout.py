"""zeep sets up the users of a table and assigns their licences. Usage: zeep_rollout.py WSDL URL THREADS USERS.CSV"""

import csv
import queue
import sys
import threading

import requests
import zeep

wsdl, url, threads, table = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
session = requests.Session()
session.trust_env = False
session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=threads))
client = zeep.Client(wsdl, transport=zeep.Transport(session=session))
service = client.create_service("{http://kakaposystems.com/}ProvisionV3Soap", url)
login = {"loginUserName": "interface", "loginPassword": "benchmark"}
rows = queue.SimpleQueue()
with open(table, newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        rows.put(row)
failures = []


def run():
    while True:
        try:
            row = rows.get_nowait()
        except queue.Empty:
            return
        licenses = row.pop("licenses").split(";")
        answers = [service.AddUserWithHierarchy(**login, **row)]
        for text in licenses:
            application, kind = text.split("/")
            answers.append(
                service.AddUserLicense(
                    **login, serverHostName=row["serverHostName"], broadworksUserId=row["broadworksUserId"],
                    applicationName=application, licenseType=kind))
        failures.extend(answer for answer in answers if not answer["success"])


started = [threading.Thread(target=run) for _ in range(threads)]
for thread in started:
    thread.start()
for thread in started:
    thread.join()
print(len(failures))
sys.exit(bool(failures))
