"""Runs the local cloud until it is told to end, and leaves no process behind."""

import os
import shutil
import signal
import sys
import threading
import time

from curfew_cloud import internals

# Longer than the server needs to end in good order, shorter than the launcher's patience.
_GRACE = 8.0


def main() -> None:
    if os.getpid() != os.getsid(0):
        # A session of its own: Ctrl-C in the launcher's terminal is the launcher's to handle.
        os.setsid()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if problems := internals.problems():
        print("This version of MiniStack is not the one that Curfew knows: " + "; ".join(problems), flush=True)
        sys.exit(3)
    if os.environ.get("CURFEW_CLOUD_ENDS_WITH_LAUNCHER") == "1":
        threading.Thread(target=_end_with_launcher, daemon=True, name="curfew-launcher").start()

    from curfew_cloud import delivery, functions, quotas, resources, stacks, trail, trust, uses, variables
    from ministack import app

    functions.install()
    delivery.install()
    stacks.install()
    trust.install()
    resources.install()
    quotas.install()
    uses.install()
    variables.install()
    trail.install(data_events=os.environ.get("CURFEW_CLOUD_DATA_EVENTS") == "1")
    sys.argv = ["ministack"]
    try:
        app.main()
    finally:
        _end_functions()


def _end_with_launcher() -> None:
    """The launcher holds the other end of standard input; it closes when the launcher ends, however it does."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os.killpg(os.getpgid(0), signal.SIGKILL)


def _end_functions() -> None:
    """MiniStack leaves its function processes running; they are all in this process's group."""
    from ministack.core import lambda_runtime

    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        lambda_runtime.reset()
    finally:
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
        os.killpg(os.getpgid(0), signal.SIGTERM)
        sys.stdout.flush()
        # Threads still waiting for work must not hold the process.
        os._exit(0)


if __name__ == "__main__":
    main()
