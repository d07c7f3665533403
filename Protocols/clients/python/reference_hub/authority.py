"""A throw-away authority: root, intermediate, server and client certificates, made by openssl."""

import json
import pathlib
import subprocess

CA = "basicConstraints=critical,CA:TRUE{path}\nkeyUsage=critical,keyCertSign,cRLSign\n"
LEAF = ("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
        "extendedKeyUsage={usage}\nsubjectAltName={name}\n")
IDS = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
HUB_ID = "01978a5c-0000-7000-8000-000000000001"
TENANT_CODE = "E99000001"


def openssl(*arguments):
    """Runs openssl; its output only if it fails."""
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True,
                          check=False)
    if done.returncode:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr}")


class Authority:
    """Root and intermediate in a directory of their own."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.issue("root", CA.format(path=""), signer=None)
        self.issue("intermediate", CA.format(path=",pathlen:0"), signer="root")
        self.issue("server", LEAF.format(
            usage="serverAuth", name="DNS:localhost,IP:127.0.0.1"), signer="intermediate")

    def path(self, name):
        """A file of the authority."""
        return self.directory / name

    def issue(self, name, extensions, signer, days=2):
        """A key and a certificate, signed by `signer` or by itself."""
        key, pem = self.path(name + ".key"), self.path(name + ".pem")
        request, config = self.path(name + ".csr"), self.path(name + ".ext")
        config.write_text(extensions + IDS)
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        openssl("req", "-new", "-key", key, "-subj", f"/CN={name}", "-out", request)
        signing = ["-signkey", key] if signer is None else [
            "-CA", self.path(signer + ".pem"), "-CAkey", self.path(signer + ".key"),
            "-CAcreateserial"]
        openssl("x509", "-req", "-in", request, *signing, "-sha256", "-days", days,
                "-extfile", config, "-out", pem)
        if signer == "intermediate":
            chain = pem.read_text() + self.path("intermediate.pem").read_text()
            self.path(name + ".chain.pem").write_text(chain)

    def bundle(self, name, address, certificate=True, hub_id=HUB_ID):
        """A bundle for a client, in a directory of its own."""
        directory = self.path("bundle-" + name)
        directory.mkdir()
        (directory / "authority.pem").write_text(self.path("root.pem").read_text())
        if certificate:
            self.issue(name, LEAF.format(usage="clientAuth", name=f"URI:whub://example/{name}"),
                       "intermediate")
            (directory / "client.pem").write_text(self.path(name + ".chain.pem").read_text())
            (directory / "client.key").write_text(self.path(name + ".key").read_text())
        (directory / "context.json").write_text(json.dumps({
            "hub_id": hub_id, "tenant_code": TENANT_CODE, "server_name": "localhost",
            "address": address}))
        return directory
