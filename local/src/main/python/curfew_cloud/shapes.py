"""Requests and answers in CloudTrail's form, read with the service models that botocore carries.

The models say which members are secret: such a member is hidden in a request and left out of an answer.
"""

import json
import re
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qs, unquote

import botocore.parsers
import botocore.session
from botocore.exceptions import UnknownServiceError
from botocore.model import OperationNotFoundError, ServiceModel

_HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
# Secret, or content rather than parameters, though the models do not say so.
_LEFT_OUT = {
    ("lambda", "Environment"), ("lambda", "ZipFile"), ("cloudformation", "TemplateBody"), ("ssm", "Value"),
    ("secretsmanager", "SecretString"), ("kms", "Plaintext"), ("kms", "Message"),
}
# Of a call on data only what says which data; never the data.
_DATA_MEMBERS = {"TableName", "Key", "QueueUrl", "FunctionName", "InvocationType", "Qualifier", "IndexName"}
_MODEL_NAMES = {"monitoring": "cloudwatch", "states": "stepfunctions", "elasticloadbalancing": "elbv2",
                "elasticfilesystem": "efs", "email": "ses", "cognito-idp": "cognito-idp"}
_LONGEST = 100_000
_session = botocore.session.get_session()


@lru_cache(maxsize=None)
def _service(name: str) -> ServiceModel | None:
    loader = _session.get_component("data_loader")
    try:
        return ServiceModel(loader.load_service_model(_MODEL_NAMES.get(name, name), "service-2"), name)
    except UnknownServiceError:
        return None


def operation(service: str, action: str):
    """The model of the call, or None where botocore knows none by that name."""
    model = _service(service)
    if model is None:
        return None
    try:
        return model.operation_model({"InvokeFunction": "Invoke"}.get(action, action))
    except OperationNotFoundError:
        return None


def request(service: str, action: str, path: str, headers: dict, body: bytes, query: dict, data: bool) -> dict | None:
    """The requestParameters; None when the call had none."""
    if service == "s3":
        bucket, _, key = path.lstrip("/").partition("/")
        found = {"bucketName": bucket, "key": unquote(key)} if key else {"bucketName": bucket} if bucket else {}
        return {**found, "Host": headers.get("host", "")} if found else None
    model = operation(service, action)
    if model is None or model.input_shape is None:
        return None
    form = body and headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    if form or "Action" in query:
        fields = {**(parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True) if form else {}), **query}
        value = _from_form(model.input_shape, {name: values[0] for name, values in fields.items()}, "")
    else:
        value = _from_json(model, path, body, query)
    if data and isinstance(value, dict):
        value = {name: member for name, member in value.items() if name in _DATA_MEMBERS}
    converted = _convert(service, model.input_shape, value, _HIDDEN) if value else None
    return _bounded(converted) or None


def answer(service: str, action: str, status: int, headers: dict, body: bytes) -> dict | None:
    """The responseElements of a call that went well; None when it answers nothing."""
    model = operation(service, action)
    if model is None or model.output_shape is None or service == "s3":
        return None
    parsed = _parse(model, status, headers, body)
    parsed.pop("ResponseMetadata", None)
    return _bounded(_convert(service, model.output_shape, parsed, None)) or None


def failure(service: str, action: str, status: int, headers: dict, body: bytes) -> tuple[str, str]:
    """errorCode and errorMessage of a call that failed."""
    model = operation(service, action)
    if service == "s3" or model is None:
        text = body.decode("utf-8", "replace")
        code = re.search(r"<Code>([^<]*)</Code>", text)
        message = re.search(r"<Message>([^<]*)</Message>", text)
        return (code.group(1) if code else str(status)), (message.group(1) if message else "")
    error = _parse(model, status, headers, body).get("Error", {})
    code = str(error.get("Code") or status)
    if code.startswith("AccessDenied"):
        code = "AccessDenied"
    for shape in model.service_model.error_shapes:
        if shape.metadata.get("error", {}).get("code") == code:
            code = shape.name
    return code, str(error.get("Message") or "")


def _parse(model, status: int, headers: dict, body: bytes) -> dict:
    protocol = model.service_model.metadata["protocol"]
    # SQS answers in the protocol that it was asked in.
    if body.lstrip()[:1] == b"<" and protocol == "json":
        protocol = "query"
    lowered = {str(name).lower(): value for name, value in headers.items()}
    parser = botocore.parsers.create_parser(protocol)
    return parser.parse({"status_code": status, "headers": lowered, "body": body}, model.output_shape)


def _from_form(shape, fields: dict, prefix: str):
    if shape.type_name == "structure":
        found = {}
        for name, member in shape.members.items():
            value = _from_form(member, fields, f"{prefix}{_form_name(member, name)}")
            if value is not None:
                found[name] = value
        return found or None
    if shape.type_name == "list":
        flat = shape.serialization.get("flattened")
        stem = prefix if flat else f"{prefix}.{shape.member.serialization.get('name', 'member')}"
        items = []
        while True:
            at = f"{stem}.{len(items) + 1}"
            deeper = shape.member.type_name in ("structure", "list", "map")
            item = _from_form(shape.member, fields, at + ("." if shape.member.type_name == "structure" else ""))
            if item is None and not (deeper and any(name.startswith(at + ".") for name in fields)):
                return items or None
            items.append(item)
    if shape.type_name == "map":
        stem = prefix if shape.serialization.get("flattened") else f"{prefix}.entry"
        found, number = {}, 1
        while (key := fields.get(f"{stem}.{number}.key", fields.get(f"{stem}.{number}.Name"))) is not None:
            found[key] = fields.get(f"{stem}.{number}.value", fields.get(f"{stem}.{number}.Value"))
            number += 1
        return found or None
    value = fields.get(prefix)
    if value is None or shape.type_name == "string":
        return value
    if shape.type_name == "boolean":
        return value.lower() == "true"
    if shape.type_name in ("integer", "long"):
        return int(value) if re.fullmatch(r"-?\d+", value) else value
    return value


def _form_name(member, name: str) -> str:
    return member.serialization.get("name", name) if member.type_name != "list" or not member.serialization.get(
        "flattened") else member.serialization.get("name", name)


def _from_json(model, path: str, body: bytes, query: dict) -> dict:
    try:
        value = json.loads(body) if body else {}
    except ValueError:
        value = {}
    found = {}
    in_path = _path_values(model.http.get("requestUri", "/"), path)
    for name, member in model.input_shape.members.items():
        wire = member.serialization.get("name", name)
        place = member.serialization.get("location")
        if place == "uri" and wire in in_path:
            found[name] = in_path[wire]
        elif place == "querystring" and wire in query:
            found[name] = query[wire][0] if isinstance(query[wire], list) else query[wire]
        elif place is None and isinstance(value, dict) and wire in value:
            found[name] = value[wire]
    return found


def _path_values(template: str, path: str) -> dict:
    pattern = re.sub(r"\\\{(\w+)(\\\+)?\\\}", lambda m: f"(?P<{m[1]}>{'.+' if m[2] else '[^/]+'})",
                     re.escape(template.split("?")[0].rstrip("/")))
    match = re.fullmatch(pattern, path.rstrip("/"))
    return {name: unquote(value) for name, value in match.groupdict().items()} if match else {}


def _convert(service: str, shape, value, hidden):
    """Names in lowerCamel, moments as text, secrets hidden or left out."""
    if value is None:
        return None
    if shape.metadata.get("sensitive"):
        return hidden
    if shape.type_name == "structure" and isinstance(value, dict):
        found = {}
        for name, member in shape.members.items():
            if name in value and (service, name) not in _LEFT_OUT and member.type_name != "blob":
                converted = _convert(service, member, value[name], hidden)
                if converted is not None:
                    found[name[0].lower() + name[1:]] = converted
        return found
    if shape.type_name == "list" and isinstance(value, list):
        return [_convert(service, shape.member, item, hidden) for item in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: _convert(service, shape.value, item, hidden) for key, item in value.items()}
    if isinstance(value, datetime):
        return moment(value)
    return None if shape.type_name == "blob" else value


def moment(at: datetime) -> str:
    """A moment as answers in CloudTrail's records have it, which nobody should parse."""
    return f"{at:%b} {at.day}, {at:%Y} {at.hour % 12 or 12}:{at:%M:%S} {at:%p}"


def _bounded(value):
    if isinstance(value, str):
        return value[:_LONGEST]
    if isinstance(value, dict):
        return {name: _bounded(member) for name, member in value.items()}
    return [_bounded(item) for item in value] if isinstance(value, list) else value
