#!/usr/bin/env python3
"""Writes a table of users for a rollout: N users in groups of 25, the same table every time.

Usage: make_users.py N [--licenses 3] > users.csv
"""

import argparse
import csv
import sys

COLUMNS = [
    "serverHostName", "resellerId", "resellerName", "groupId", "groupName", "broadworksUserId", "userName",
    "licenses",
]
LICENSES = [
    "UnityDesktop/Pro", "UnityMobile/Standard", "UnityAgent/Standard", "UnityWallboard/Standard",
    "UnityDashboard/Tabular100+", "UnityCrmIntegration/Standard", "UnityReception/Anywhere",
]
GROUP_SIZE = 25
FIRST_NAMES = ["Seán", "Jürgen", "Zoë", "Ana", "Łukasz", "Mary", "Noor", "Piet", "Ødger", "Li"]
LAST_NAMES = ["Ó Briain", "Müller & Söhne", "d'Arcy", "Smith", "Żak", "van der Berg", "García, Jr.", "Wu"]


def row(number, license_count, server_host_name):
    group = number // GROUP_SIZE + 1
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
    # Groups start at another licence each, so that every kind comes up however few each user has.
    licenses = [LICENSES[(group + index) % len(LICENSES)] for index in range(license_count)]
    return [
        server_host_name, "ent1", "Enterprise One", f"group{group:05}", f"Group {group}",
        f"user{number + 1:06}@acme.example.com", f"{first} {last} {number + 1}", ";".join(licenses),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", metavar="N", type=int, help="how many users")
    parser.add_argument(
        "--licenses", type=int, default=3, choices=range(len(LICENSES) + 1), help="how many licences each (default: 3)")
    parser.add_argument("--server-host-name", default="sp.example.com")
    arguments = parser.parse_args()
    if arguments.count < 0:
        parser.error("N is below zero")
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number in range(arguments.count):
        writer.writerow(row(number, arguments.licenses, arguments.server_host_name))


if __name__ == "__main__":
    main()
