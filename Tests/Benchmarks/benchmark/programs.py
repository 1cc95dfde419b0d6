"""Builds what is measured and what it is measured against, and runs it."""

import filecmp
import os
import pathlib
import shutil
import subprocess
import tempfile

LICENSES = [("UnityDesktop", "Pro"), ("UnityDashboard", "Graphical100+"), ("UnityMobile", "Standard")]
MEGABYTE = 1_000_000
TRANSPORTS = ["URLSession", "libcurl"]


class Programs:
    def __init__(self, root):
        self.root = root
        self.here = root / "Tests/Benchmarks"
        self.work = root / ".build-benchmarks"
        self.wsdl = root / "Fixtures/Contract/ProvisionV3.wsdl"
        self.work.mkdir(exist_ok=True)
        self.running = []

    # Building

    def run(self, command, **options):
        """Runs a command that has to succeed; what it prints is kept for the case that it does not."""
        done = subprocess.run(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
        if done.returncode != 0:
            raise SystemExit(f"{done.stdout[-4000:]}\nfailed: {' '.join(map(str, command))}")
        return done.stdout

    def swift(self, product):
        """Builds an executable of the benchmarks for release and returns its path."""
        scratch = self.root / ".build-benchmarks-swift"
        # Valgrind gives up at what newer compilers write for debuggers.
        self.run(
            ["swift", "build", "-c", "release", "-debug-info-format", "none", "--package-path", self.root, "--product", product,
             "--scratch-path", scratch],
            env={**os.environ, "KAKAPO_BENCHMARKS": "1"})
        return scratch / "release" / product

    def c(self, name, sources=(), flags=()):
        """Compiles one of the programs in C, if it has changed."""
        program, source = self.work / name, self.here / "peers" / f"{name}.c"
        if is_newer(program, source, self.here / "peers/measuring.h", *sources):
            return program
        self.run(
            ["cc", "-O2", "-D_GNU_SOURCE", f"-I{self.work}/gsoap", source, *sources,
             "-o", program, *flags])
        return program

    def gsoap(self, name):
        """Compiles a program on what gSOAP generates from the WSDL."""
        generated = self.work / "gsoap"
        if not is_newer(generated / "soapC.c", self.wsdl):
            shutil.rmtree(generated, ignore_errors=True)
            generated.mkdir()
            self.run(["wsdl2h", "-c", "-P", "-o", "ProvisionV3.h", self.wsdl], cwd=generated)
            self.run(["soapcpp2", "-1", "-c", "-C", "-L", "-x", "-w", "ProvisionV3.h"], cwd=generated)
        sources = [generated / "soapC.c", generated / "soapClient.c"]
        return self.c(name, sources, ["-lgsoap", "-lpthread"])

    def python(self):
        """The interpreter that has zeep, in the virtual environment that the interoperability tests use as well."""
        requirements = self.root / "Tests/Interop/requirements.txt"
        venv = self.root / ".build-venv"
        kept = venv / "requirements.txt"
        if not kept.exists() or not filecmp.cmp(requirements, kept, shallow=False):
            shutil.rmtree(venv, ignore_errors=True)
            self.run(["python3", "-m", "venv", venv])
            self.run(
                [venv / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements])
            shutil.copy(requirements, kept)
        return venv / "bin/python"

    # What is sent

    def answer(self, name, size=None):
        """Writes an answer of GetUserLicenses with one licence, or with as many as make a size."""
        path = self.work / name
        fixture = (self.root / "Fixtures/Responses/success-GetUserLicenses.response.http").read_bytes()
        envelope = fixture[fixture.index(b"<?xml"):]
        before, rest = envelope.split(b"<licenses>")
        after = rest.split(b"</licenses>")[1]
        parts = [
            f"<License><applicationName>{name}</applicationName><licenseType>{kind}</licenseType></License>".encode()
            for name, kind in LICENSES]
        whole = size // sum(map(len, parts)) + 1 if size else 0
        path.write_bytes(before + b"<licenses>" + (b"".join(parts * whole) or parts[0]) + b"</licenses>" + after)
        return path

    # Running

    def numbers(self, *command, timeout=300):
        """Runs a measurement and returns the numbers of its last line."""
        done = subprocess.run(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            timeout=timeout)
        if done.returncode != 0 or not done.stdout.strip():
            raise SystemExit(f"{done.stdout[-1000:]}{done.stderr[-2000:]}\nfailed: {' '.join(map(str, command))}")
        return [float(word) for word in done.stdout.strip().splitlines()[-1].split()]

    def slow_server(self, answer, milliseconds):
        """Starts the server of our own and returns its address."""
        program = self.c("slow_server")
        started = subprocess.Popen(
            [program, answer, str(milliseconds), self.wsdl], stdout=subprocess.PIPE, text=True)
        self.running.append(started)
        return f"http://127.0.0.1:{int(started.stdout.readline())}/ProvisionV3.asmx"

    def nginx(self, answer):
        """Starts nginx with an answer that never changes and returns its address."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="nginx-", dir=self.work))
        shutil.copy(self.wsdl, folder / "service.wsdl")
        os.chmod(folder, 0o755)
        socket = free_port()
        text = (self.here / "peers/nginx.conf").read_text()
        text = text.replace("FOLDER", str(folder)).replace("PORT", str(socket))
        (folder / "nginx.conf").write_text(text.replace("ANSWER", answer.read_text()))
        log = open(folder / "nginx.log", "w")
        self.running.append(
            subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"], stdout=log, stderr=log))
        wait_for_port(socket, folder / "nginx.log")
        return f"http://127.0.0.1:{socket}/ProvisionV3.asmx"

    def stop(self):
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait()
        self.running.clear()
        for folder in self.work.glob("nginx-*"):
            shutil.rmtree(folder)


def is_newer(made, *sources):
    return made.exists() and all(made.stat().st_mtime > source.stat().st_mtime for source in sources)


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, log):
    import socket
    import time

    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nginx does not start:\n{log.read_text()}")
