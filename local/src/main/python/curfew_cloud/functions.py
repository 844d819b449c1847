"""How functions run, where MiniStack does it otherwise than AWS.

How many start and run at once: AWS has machines to spare, and this is one. Without a limit, each event of a burst gets
a process of its own, all of them start at once, and none is ready in time.

What a function is told: the client context, which AWS passes on for synchronous invocations alone. And who it is: its
session has its role's unique id.
"""

import base64
import contextvars
import glob
import json
import os
import platform
import shutil
import threading
import zipfile

from ministack.core import lambda_runtime
from ministack.core.responses import error_response_json
from ministack.services import iam, lambda_svc, sts

# Invocations of one version of a function at a time; more wait. Of these, events that wait in a queue on AWS too.
_AT_ONCE = 4
_EVENTS_AT_ONCE = 1
_CLIENT = "aws-lambda-java-runtime-interface-client"
_NATIVE = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"

_is_event: contextvars.ContextVar[bool] = contextvars.ContextVar("curfew_is_event", default=False)
# The client context of the invocation that is being answered, as JSON on one line.
_client_context: contextvars.ContextVar[str | None] = contextvars.ContextVar("curfew_client_context", default=None)
# The same by request id, while a function works on it.
_contexts: dict[str, str] = {}
_guard = threading.Lock()
_places: dict[tuple[str, bool], threading.BoundedSemaphore] = {}
_starting = threading.RLock()


def install() -> None:
    _mark_events()
    _limit_invocations()
    _start_one_at_a_time()
    _give_each_its_native_library()
    _give_each_its_roles_id()
    _pass_client_contexts()


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
    # Who waits for a place below runs nothing yet: MiniStack would count it, and refuse others because of it.
    lambda_svc._ACCOUNT_CONCURRENCY_CAP = 0
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


def _give_each_its_roles_id() -> None:
    """On AWS the user id of a function's session begins with its role's unique id, as every role's session does."""
    inner = lambda_svc.execution_credentials

    def known(config):
        credentials = inner(config)
        session = sts._sessions.get(credentials.get("AWS_ACCESS_KEY_ID"))
        if session is not None:
            arn = session["Arn"]
            role = iam._roles.get_scoped(arn.split(":")[4], None, arn.split("/")[1]) or {}
            if "RoleId" in role:
                session["UserId"] = f"{role['RoleId']}:{arn.split('/')[2]}"
        return credentials

    lambda_svc.execution_credentials = known


def _pass_client_contexts() -> None:
    invoke = lambda_svc._invoke
    work = lambda_runtime.ProvidedWorker.invoke
    build = lambda_runtime.ProvidedWorker._build_handler_class

    async def noting(name, event, headers, path_qualifier=None, query_params=None):
        lowered = {key.lower(): value for key, value in headers.items()}
        context = None
        if lowered.get("x-amz-invocation-type", "RequestResponse") == "RequestResponse":
            try:
                context = _decoded(lowered.get("x-amz-client-context"))
            except ValueError:
                return error_response_json(
                    "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object.", 400)
        _client_context.set(context)
        return await invoke(name, event, headers, path_qualifier, query_params)

    def carrying(self, event, request_id, **options):
        context = None if _is_event.get() else _client_context.get()
        if context is None:
            return work(self, event, request_id, **options)
        _contexts[request_id] = context
        try:
            return work(self, event, request_id, **options)
        finally:
            del _contexts[request_id]

    def telling(self, generation, pending):
        class Telling(build(self, generation, pending)):
            def send_header(self, keyword, value):
                super().send_header(keyword, value)
                if keyword == "Lambda-Runtime-Aws-Request-Id" and value in _contexts:
                    super().send_header("Lambda-Runtime-Client-Context", _contexts[value])

        return Telling

    lambda_svc._invoke = noting
    lambda_runtime.ProvidedWorker.invoke = carrying
    lambda_runtime.ProvidedWorker._build_handler_class = telling


def _decoded(header: str | None) -> str | None:
    """A client context as JSON on one line; ValueError when it is none."""
    if not header:
        return None
    context = json.loads(base64.b64decode(header, validate=True))
    if not isinstance(context, dict):
        raise ValueError("no object")
    return json.dumps(context)
