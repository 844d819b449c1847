"""How events get to rules and functions, where MiniStack does it otherwise than AWS."""

import json
import logging

from ministack.core.responses import request_scope
from ministack.services import eventbridge, lambda_svc

log = logging.getLogger("curfew.delivery")

_WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
# MiniStack keeps every event put, and reads none of them again.
_EVENTS_KEPT = 1000


def install() -> None:
    eventbridge._dispatch_to_lambda = _to_function


def put(record: dict) -> None:
    """Puts a CloudTrail record on the default bus, under the source that only AWS's own services can use.

    Rules in state ENABLED see calls that write; those in the state with all management events see reads too.
    """
    account, region = record["recipientAccountId"], record["awsRegion"]
    entry = {
        "Source": "aws." + record["eventSource"].split(".")[0],
        "DetailType": "AWS API Call via CloudTrail",
        "Detail": json.dumps(record),
        "Resources": [],
    }
    with request_scope(account, region):
        eventbridge._ensure_default_bus()
        if not (record["readOnly"] and record["managementEvent"]):
            eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
            del eventbridge._events_log_list()[:-_EVENTS_KEPT]
        _to_rules_with_reads(entry, record)


def _to_rules_with_reads(entry: dict, record: dict) -> None:
    rules = [rule for rule in list(eventbridge._rules.values())
             if rule.get("State") == _WITH_READS and rule.get("EventBusName", "default") == "default"]
    if not rules:
        return
    event = {
        **entry,
        "EventId": record["eventID"],
        "EventBusName": "default",
        "Time": int(eventbridge._now_ts()),
        "Account": record["recipientAccountId"],
        "Region": record["awsRegion"],
    }
    view = eventbridge._pattern_event_view(event)
    for rule in rules:
        pattern = rule.get("EventPattern")
        if pattern and eventbridge._matches_pattern_view(pattern, view, "rule " + rule["Name"]):
            key = eventbridge._rule_key(rule["Name"], "default")
            for target in eventbridge._targets.get(key, []):
                eventbridge._invoke_target(target, event, rule, view)


def _to_function(arn: str, payload: str) -> None:
    """A rule's or schedule's event is an asynchronous invocation: retried, then handed to the failure destination.

    MiniStack calls the function once and forgets it, and reads such settings of the function itself only; AWS reads
    those of the alias or version that the target names.
    """
    try:
        event = json.loads(payload)
    except ValueError:
        event = payload
    function, config, name = lambda_svc._get_func_record_for_ref(arn)
    if not function or not config:
        log.warning("no function %s for an event", name)
        return
    parts = arn.split(":")
    record = lambda_svc._execution_record_for_config(function, config)
    # A version's own record has none of these settings; the function's has them all, by qualifier.
    settings = lambda_svc._functions.get(name) or function
    record["event_invoke_config"] = lambda_svc._event_invoke_config(settings, parts[7] if len(parts) > 7 else None)
    lambda_svc.invoke_async_with_retry(record, event)
