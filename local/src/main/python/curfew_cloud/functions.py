"""How many functions start and run at once: AWS has machines to spare, and this is one.

Without this, each event of a burst gets a process of its own, all of them start at once, and none is ready in time.
"""

import contextvars
import glob
import os
import platform
import shutil
import threading
import zipfile

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

# Invocations of one version of a function at a time; more wait. Of these, events that wait in a queue on AWS too.
_AT_ONCE = 4
_EVENTS_AT_ONCE = 1
_CLIENT = "aws-lambda-java-runtime-interface-client"
_NATIVE = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"

_is_event: contextvars.ContextVar[bool] = contextvars.ContextVar("curfew_is_event", default=False)
_guard = threading.Lock()
_places: dict[tuple[str, bool], threading.BoundedSemaphore] = {}
_starting = threading.RLock()


def install() -> None:
    _mark_events()
    _limit_invocations()
    _start_one_at_a_time()
    _give_each_its_native_library()


def _mark_events() -> None:
    inner = lambda_svc.invoke_async_with_retry

    def marked(func, event):
        token = _is_event.set(True)
        try:
            # It copies the context into its thread.
            return inner(func, event)
        finally:
            _is_event.reset(token)

    lambda_svc.invoke_async_with_retry = marked


def _limit_invocations() -> None:
    inner = lambda_svc._execute_function_provided_warm

    def limited(func, event, request_id):
        arn = (func.get("config") or func).get("FunctionArn", "")
        if not _is_event.get():
            with _place(arn, False):
                return inner(func, event, request_id)
        with _place(arn, True), _place(arn, False):
            return inner(func, event, request_id)

    lambda_svc._execute_function_provided_warm = limited


def _place(arn: str, event: bool) -> threading.BoundedSemaphore:
    with _guard:
        if (arn, event) not in _places:
            _places[arn, event] = threading.BoundedSemaphore(_EVENTS_AT_ONCE if event else _AT_ONCE)
        return _places[arn, event]


def _start_one_at_a_time() -> None:
    inner = lambda_runtime.ProvidedWorker._spawn

    def alone(self, init_timeout=None):
        with _starting:
            return inner(self, init_timeout)

    lambda_runtime.ProvidedWorker._spawn = alone


def _give_each_its_native_library() -> None:
    """Lambda's Java client unpacks its native library to one fixed path of the machine at each start, under the feet of
    the others; it takes a prepared one instead when told where that is."""
    inner = lambda_svc._provided_worker_env

    def prepared(config, code_dir, port):
        env = inner(config, code_dir, port)
        library = _native_library(code_dir)
        if library:
            options = [env.get("JDK_JAVA_OPTIONS", ""), "--enable-native-access=ALL-UNNAMED", f"-D{_NATIVE}={library}"]
            env["JDK_JAVA_OPTIONS"] = " ".join(option for option in options if option)
        return env

    lambda_svc._provided_worker_env = prepared


def _native_library(code_dir: str) -> str | None:
    jars = glob.glob(os.path.join(code_dir, "lib", _CLIENT + "*.jar"))
    machine = {"arm64": "aarch_64", "aarch64": "aarch_64"}.get(platform.machine(), platform.machine())
    libc = "linux" if platform.libc_ver()[0] == "glibc" else "linux_musl"
    name = f"libaws-lambda-jni.{libc}-{machine}.so"
    if not jars:
        return None
    # Functions start one at a time, so nobody reads while this writes.
    target = os.path.join(code_dir, name)
    if not os.path.exists(target):
        with zipfile.ZipFile(jars[0]) as jar:
            if f"jni/{name}" not in jar.namelist():
                return None
            with jar.open(f"jni/{name}") as source, open(target + ".partial", "wb") as copy:
                shutil.copyfileobj(source, copy)
        os.replace(target + ".partial", target)
    return target
