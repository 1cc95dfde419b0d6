"""zeep reads an answer of GetUserLicenses. Usage: zeep_codec.py WSDL FILE SECONDS"""

import sys
import time

import zeep

wsdl, path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
client = zeep.Client(wsdl)
operation = client.service._binding.get("GetUserLicenses")
with open(path, "rb") as file:
    content = file.read()


class Answer:
    """What zeep wants of the answer that an HTTP library gives it."""

    status_code = 200
    headers = {"Content-Type": "text/xml; charset=utf-8"}
    encoding = "utf-8"


Answer.content = content


def decode():
    result = client.service._binding.process_reply(client, operation, Answer)
    return len(result["licenses"]["License"])


checked = decode()
count = 0
elapsed = 0.0
start = time.thread_time()
while elapsed < seconds:
    assert decode() == checked
    count += 1
    elapsed = time.thread_time() - start
print(f"{elapsed * 1e9 / count:.1f} {checked}")
