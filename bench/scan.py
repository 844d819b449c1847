"""What `./curfew scan` asks of IAM, how long it takes and how much memory it needs: see bench/README.md."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
# As the launcher starts it.
COMMAND = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(ROOT / "cli/target/curfew.jar")]
PLENTY = 1024


class Stub:
    """IAM as an HTTP server in a process of its own, for a generated account."""

    def __init__(self, users, latency=20, rate=0):
        classes = f"{ROOT}/bench/target/classes:{(ROOT / 'bench/target/classpath.txt').read_text()}"
        self.users, self.rate = users, rate
        self.process = subprocess.Popen(
            [JAVA, "-cp", classes, "dev.curfew.bench.sweep.IamStub", str(users), "0", "1", str(latency), str(rate)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.endpoint = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"

    def counts(self):
        """What it was asked since this was called last."""
        with urllib.request.urlopen(self.endpoint + "/counts") as answer:
            pairs = (line.split("=") for line in answer.read().decode().splitlines())
            return {name: int(number) for name, number in pairs}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


class Scan:
    """One scan in a process of its own, the heap held to so many megabytes."""

    def __init__(self, stub, *options, heap=PLENTY):
        stub.counts()
        with tempfile.TemporaryDirectory() as directory:
            log = pathlib.Path(directory, "gc")
            out = pathlib.Path(directory, "out")
            kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
            start = time.perf_counter()
            with out.open("w") as sink:
                done = subprocess.run(
                    [JAVA, f"-Xmx{heap}m", f"-Xlog:gc:file={log}", *COMMAND, "dev.curfew.cli.Main", "scan", *options],
                    stdout=sink, stderr=subprocess.PIPE, text=True, cwd=directory,
                    env=kept | {
                        "AWS_ENDPOINT_URL": stub.endpoint, "AWS_REGION": "us-east-1",
                        "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
                    },
                )
            self.seconds = time.perf_counter() - start
            self.done = done.returncode == 0
            self.said = done.stderr
            self.heap_end = [int(after) for after in re.findall(r"->(\d+)M", log.read_text())]
            self.seen = out.read_text() if self.done else ""
        self.calls = stub.counts()
        self.refused = self.calls.pop("throttled", 0)
        self.asked_sts = self.calls.pop("GetCallerIdentity", 0)


def least(stub, *options):
    """The smallest heap that a scan finishes in, to four megabytes."""
    low, high = 16, 144
    while high - low > 4 and high > 20:
        middle = (low + high) // 2
        if Scan(stub, *options, heap=middle).done:
            high = middle
        else:
            low = middle
    return high


def tell(stub, name, scan, identities):
    number = sum(scan.calls.values())
    print(
        f"  {name:<22} {number:>6,} calls of IAM, {number * 1000 / identities:7.2f} for a thousand identities, "
        f"{scan.refused:>4,} refusals; {scan.seconds:5.1f} s"
    )
    print(f"    {scan.calls}")
    if not scan.done:
        print(f"    FAILED: {scan.said.strip()[-400:]}")


def size(users):
    with Stub(users) as stub:
        scan = Scan(stub, "--json")
        report = json.loads(scan.seen)
        kinds = {kind: numbers["all"] for kind, numbers in report["summary"]["kinds"].items()}
        identities = len(report["identities"])
        assert kinds == {"USER": users, "ACCESS_KEY": 2 * users, "ROLE": users * 6 // 10}, kinds
        assert report["notes"] == [], report["notes"]
        print(f"\n{users:,} users, {2 * users:,} keys, {users * 6 // 10:,} roles: {identities:,} identities")
        tell(stub, "scan --json", scan, identities)
        forms = [("--json",), ("--html", "report.html")]
        print("    least heap: " + ", ".join(f"scan {' '.join(form)} {least(stub, *form)} MB" for form in forms))


def key_ids(users):
    with Stub(users) as stub:
        print(f"\n{users:,} users, with the ids of keys")
        tell(stub, "scan --json --key-ids", Scan(stub, "--json", "--key-ids"), users * 36 // 10)


def throttled(users, rate, *options):
    with Stub(users, rate=rate) as stub:
        print(f"\n{users:,} users, refused above {rate} calls a second")
        scan = Scan(stub, "--json", *options)
        tell(stub, " ".join(("scan", "--json", *options)), scan, users * 36 // 10)
        if scan.done:
            print(f"    of {users:,} users {sum(each['kind'] == 'USER' for each in json.loads(scan.seen)['identities']):,} are told")


def main():
    for asked in sys.argv[1:] or ["1000", "5000", "20000", "key-ids", "throttled"]:
        if asked == "key-ids":
            key_ids(1000)
        elif asked == "throttled":
            throttled(5000, 1)
            throttled(60, 1, "--key-ids")
            throttled(500, 20, "--key-ids")
        else:
            size(int(asked))
    print(f"\n{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")


main()
