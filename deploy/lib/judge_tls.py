"""Judges what sslscan and testssl.sh found of a hub: TLS 1.3 alone, and no weakness.

usage: judge_tls.py SSLSCAN.xml TESTSSL.json
"""

import json
import sys
import xml.etree.ElementTree as ElementTree

CIPHERS = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}
GROUPS = {"secp256r1 (NIST P-256)", "x25519"}

# Findings of testssl.sh that are no weakness of a hub, each with the reason.
ACCEPTED = {
    "cert_chain_of_trust": "the hub is its own authority, whose root every client pins",
    "cert_revocation": "a certificate counts only while it is an active row of the registry",
    "cert_revocation_ev": "as above",
    "DNS_CAArecord": "no public authority issues for a hub",
}
# What was to be learnt, so that a program that reached nothing does not pass.
TESTSSL_SAYS = {"TLS1_3": "offered", "heartbleed": "not vulnerable", "secure_client_renego": "not vulnerable"}


def sslscan_faults(path):
    test = ElementTree.parse(path).getroot().find("ssltest")
    if test is None:
        yield "sslscan reached no server"
        return
    enabled = {
        f"{protocol.get('type')} {protocol.get('version')}"
        for protocol in test.findall("protocol")
        if protocol.get("enabled") == "1"
    }
    if enabled != {"tls 1.3"}:
        yield f"sslscan: offered are {sorted(enabled) or 'no protocols'}"
    ciphers = {cipher.get("cipher") for cipher in test.findall("cipher")}
    if not ciphers or not ciphers <= CIPHERS:
        yield f"sslscan: ciphers {sorted(ciphers)}"
    groups = {group.get("name") for group in test.findall("group")}
    if not groups or not groups <= GROUPS:
        yield f"sslscan: groups {sorted(groups)}"
    for beat in test.findall("heartbleed"):
        if beat.get("vulnerable") != "0":
            yield "sslscan: heartbleed"
    for renegotiation in test.findall("renegotiation"):
        if renegotiation.get("supported") == "1" and renegotiation.get("secure") != "1":
            yield "sslscan: insecure renegotiation"


def testssl_faults(path):
    with open(path, encoding="utf-8") as file:
        findings = json.load(file)
    said = {finding["id"]: finding for finding in findings}
    for name, words in TESTSSL_SAYS.items():
        if not said.get(name, {}).get("finding", "").startswith(words):
            yield f"testssl.sh does not say {words!r} of {name}"
    for finding in findings:
        # WARN is what testssl.sh could not look at with this OpenSSL, which cannot speak it either;
        # sslscan looks at those protocols with greetings of its own.
        if finding["severity"] in ("OK", "INFO", "WARN", "DEBUG"):
            continue
        if finding["id"].split(" ")[0] not in ACCEPTED:
            yield f"testssl.sh: {finding['severity']} {finding['id']}: {finding['finding']}"


def main():
    faults = list(sslscan_faults(sys.argv[1])) + list(testssl_faults(sys.argv[2]))
    for fault in faults:
        print(fault)
    if not faults:
        print("TLS 1.3 only, no weakness found. Findings that are none here:")
        for name, reason in ACCEPTED.items():
            print(f"  {name}: {reason}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
