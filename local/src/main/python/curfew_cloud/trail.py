"""Plays CloudTrail: sees every call that the server answers and puts its record on the bus.

A call is only noted while it is answered. One thread makes the records, in the order of the answers, and the server's
own loop delivers them, since its state is not made for several threads.
"""

import contextvars
import logging
import queue
import threading
import time

from curfew_cloud import calls, delivery, identity, record, trust, uses
from ministack import app
from ministack.core.iam_actions import extract_iam_action
from ministack.core.responses import get_account_id, get_request_client_ip
from ministack.core.router import detect_service, extract_access_key_id, extract_region

log = logging.getLogger("curfew.trail")

# Whose request is being answered; work that the request sets off inherits it.
caller: contextvars.ContextVar[dict | None] = contextvars.ContextVar("curfew_caller", default=None)

_waiting: queue.SimpleQueue = queue.SimpleQueue()


def install(data_events: bool) -> None:
    answer = app._dispatch_service_request

    async def recorded(method, path, headers, body, query_params, request_id):
        call = None
        try:
            call = _note(method, path, headers, body, query_params, request_id, data_events)
        except Exception:
            log.exception("a call was not noted: %s %s", method, path)
        result = await answer(method, path, headers, body, query_params, request_id)
        if call is not None:
            status, answered, content = result
            # Headers go on changing after this.
            _waiting.put((call, status, dict(answered), content))
        return result

    app._dispatch_service_request = recorded
    threading.Thread(target=_make_records, daemon=True, name="curfew-trail").start()
    log.info("the trail records management events%s", " and data events" if data_events else "")


def emit(event: dict) -> None:
    """Records something that was no call to the server."""
    _waiting.put(event)


def _note(method, path, headers, body, query_params, request_id, data_events) -> record.Call | None:
    caller.set(None)
    trust.asked.set(None)
    if path.startswith("/_"):
        return None
    routing = app._routing_params(method, path, headers, body, query_params)
    service = detect_service(method, path, headers, routing)
    if service != "s3":
        inflated = app._decompress_request_body(body, headers)
        if inflated is not body:
            body = inflated
            routing = app._routing_params(method, path, headers, body, query_params)
    trust.note(service, routing)
    iam_action = extract_iam_action(service, method, path, headers, body, routing)
    if iam_action is None:
        return None
    account = get_account_id()
    who = identity.of(extract_access_key_id(headers, query_params), account)
    caller.set(who)
    if who is not None:
        uses.note(who, service, extract_region(headers, query_params))
    action = iam_action.split(":", 1)[1]
    if who is None or not calls.is_recorded(service, action, data_events):
        return None
    return record.Call(
        service=service,
        action=action,
        path=path,
        headers=dict(headers),
        body=b"" if service == "s3" else body,
        query=dict(query_params),
        request_id=request_id,
        caller=who,
        account=who["accountId"],
        region=extract_region(headers, query_params),
        source_ip=get_request_client_ip(),
        at=time.time(),
    )


def _make_records() -> None:
    while True:
        item = _waiting.get()
        try:
            made = item if isinstance(item, dict) else _record(*item)
            app._MAIN_LOOP.call_soon_threadsafe(_deliver, made)
        except Exception:
            log.exception("a call was not recorded")


def _record(call: record.Call, status: int, headers: dict, content) -> dict:
    if isinstance(content, str):
        content = content.encode()
    return record.of(call, status, headers, content if isinstance(content, bytes) else b"")


def _deliver(made: dict) -> None:
    try:
        delivery.put(made)
    except Exception:
        log.exception("a record was not delivered: %s", made["eventName"])
