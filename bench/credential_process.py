"""How long `./curfew credential-process` takes, and where the time goes: see bench/README.md."""

import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
CURFEW = str(ROOT / "curfew")
ALLOW = "s3:ListBucket arn:aws:s3:::bench-a"
TASK = """name: bench-read
roles: ['arn:aws:iam::000000000000:role/curfew/bench-reader']
ceiling: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::bench-*'}]}
longestDuration: 15m
requesters: ['arn:aws:iam::000000000000:root']
"""
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
)
ASKED = ["--task", "bench-read", "--allow", ALLOW, "--for", "15m"]


def run(*words, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(words)}: {done.stderr.strip()}")
    return done.stdout


def milliseconds(work, times):
    """Of each of so many runs, after one that does not count."""
    work()
    seen = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seen.append((time.perf_counter() - start) * 1000)
    return seen


def line(what, seen):
    ordered = sorted(seen)
    median = statistics.median(ordered)
    print(f"{what:<52} {median:7.0f} ms  p90 {ordered[int(len(ordered) * 0.9)]:5.0f}  least {ordered[0]:5.0f}")
    return median


def environment(directory):
    exported = dict(
        word.split("=", 1)
        for text in run(CURFEW, "env").splitlines()
        if text.startswith("export ")
        for word in shlex.split(text)[1:]
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | exported | {"XDG_RUNTIME_DIR": directory}


def prepare(env, directory):
    aws = next((ROOT / ".curfew/python").glob("requirements-[0-9a-f]*/bin/aws"))
    run(
        str(aws), "cloudformation", "deploy", "--template-file", str(ROOT / "brokered-role.yaml"),
        "--stack-name", "bench-reader", "--capabilities", "CAPABILITY_NAMED_IAM", "--no-fail-on-empty-changeset",
        "--parameter-overrides", "RoleName=bench-reader", f"Policy={POLICY}", env=env,
    )
    task = pathlib.Path(directory) / "task.yaml"
    task.write_text(TASK)
    run(CURFEW, "task", "apply", str(task), env=env)


def java():
    builds = ROOT / ".curfew/build"
    build = builds / (builds / "current").read_text().split()[1]
    return [
        (builds / "jdk").read_text().strip() + "/bin/java",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable",
        f"-XX:AOTCache={build}/curfew.aot", "-cp", f"{build}/curfew.jar",
    ]


def measure(env, times):
    serve = subprocess.Popen(
        [CURFEW, "serve", *ASKED, "--json"], env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        told = ""
        while "}" not in told:
            told += serve.stdout.readline()
        told = json.loads(told)
        token = pathlib.Path(told["tokenFile"]).read_text()
        request = urllib.request.Request(told["address"], headers={"Authorization": token})
        command = [*java(), "dev.curfew.cli.Main"]
        parts = {
            "all": lambda: run(CURFEW, "credential-process", *ASKED, env=env),
            "java": lambda: run(*command, "credential-process", *ASKED, env=env),
            "version": lambda: run(*command, "credential-process", "--help", env=env),
            "jvm": lambda: run(*java(), "-version", env=env),
            "serve": lambda: urllib.request.urlopen(request).read(),
        }
        seen = {name: milliseconds(work, times) for name, work in parts.items()}
    finally:
        serve.terminate()
        serve.wait()
    seen["alone"] = milliseconds(
        lambda: run(CURFEW, "credential-process", *ASKED, env=env), min(times, 5)
    )
    return seen


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    was_up = subprocess.run([CURFEW, "env"], capture_output=True).returncode == 0
    if not was_up:
        run(CURFEW, "up", "--detach")
    try:
        with tempfile.TemporaryDirectory() as directory:
            env = environment(directory)
            prepare(env, directory)
            seen = measure(env, times)
    finally:
        if not was_up:
            run(CURFEW, "down")
    print(f"{times} runs each, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    whole = line("./curfew credential-process, asking a serve", seen["all"])
    jvm = line("  the JVM by itself, without a class of Curfew's", seen["jvm"])
    version = line("  the JVM and the command line (its --help)", seen["version"])
    inside = line("  the JVM and all of credential-process", seen["java"])
    line("  the serve's answer, asked from a running program", seen["serve"])
    line("./curfew credential-process, alone: one lease issued", seen["alone"])
    print(
        f"so of {whole:.0f} ms: launcher {whole - inside:.0f}, JVM {jvm:.0f}, "
        f"command line {version - jvm:.0f}, finding and asking the serve {inside - version:.0f}"
    )


main()
