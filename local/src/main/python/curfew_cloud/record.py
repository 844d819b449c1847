"""A CloudTrail record of one call."""

import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone

from curfew_cloud import calls, identity, shapes

# The services whose events exist in one Region only.
_GLOBAL = {"iam", "organizations", "route53", "cloudfront"}


@dataclass(frozen=True)
class Call:
    """A call as it came in and what was known of its caller then."""

    service: str
    action: str
    path: str
    headers: dict
    body: bytes
    query: dict
    request_id: str
    caller: dict
    account: str
    region: str
    source_ip: str
    at: float


def of(call: Call, status: int, headers: dict, body: bytes) -> dict:
    data = calls.is_data(call.service, call.action)
    read_only = calls.is_read_only(call.action)
    failed = status >= 400
    parameters = shapes.request(call.service, call.action, call.path, call.headers, call.body, call.query, data)
    elements = None
    error = {}
    if failed:
        code, message = shapes.failure(call.service, call.action, status, headers, body)
        error = {"errorCode": code, "errorMessage": message}
        if code == "AccessDenied":
            # What was refused before it was read is not told.
            parameters = None
    elif not data and (not read_only or call.action.startswith("AssumeRole")):
        elements = shapes.answer(call.service, call.action, status, headers, body)
    if call.action.startswith("AssumeRole") and elements:
        elements = _session_opened(call, parameters or {}, elements)
    prefix = "monitoring" if call.service == "cloudwatch" else call.service
    return base(
        caller=identity.with_source_identity(call.caller),
        at=call.at,
        source=prefix + ".amazonaws.com",
        name=calls.event_name(call.service, call.action),
        region="us-east-1" if call.service in _GLOBAL else call.region,
        account=call.account,
        source_ip=call.source_ip,
        agent=call.headers.get("user-agent", ""),
        parameters=parameters,
        elements=elements,
        read_only=read_only,
        data=data,
        request_id=call.request_id,
    ) | error


def base(*, caller, at, source, name, region, account, source_ip, agent, parameters, elements, read_only, data=False,
         request_id=None) -> dict:
    return {
        "eventVersion": "1.09",
        "userIdentity": caller,
        "eventTime": datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": source,
        "eventName": name,
        "awsRegion": region,
        "sourceIPAddress": source_ip,
        "userAgent": agent,
        "requestParameters": parameters,
        "responseElements": elements,
        "requestID": request_id or str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": read_only,
        "eventType": "AwsApiCall",
        "managementEvent": not data,
        "recipientAccountId": account,
        "eventCategory": "Data" if data else "Management",
    }


def _session_opened(call: Call, parameters: dict, elements: dict) -> dict:
    """MiniStack's answer leaves the source identity out; a chained session keeps that of the one before."""
    source_identity = identity.source_identity(call.caller) or parameters.get("sourceIdentity")
    if not source_identity:
        return elements
    seconds = parameters.get("durationSeconds") or 3600
    identity.remember(elements["credentials"]["accessKeyId"], source_identity, time.time() + int(seconds))
    return {**elements, "sourceIdentity": source_identity}
