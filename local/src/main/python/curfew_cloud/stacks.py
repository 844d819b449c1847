"""Roles and users that CloudFormation makes: MiniStack writes them past its IAM API.

They are recorded here as on AWS, as calls that CloudFormation makes for whoever deploys the stack. And the permissions
boundary of a role, which MiniStack's CloudFormation forgets, is put in place.
"""

import json
import time
from datetime import datetime, timezone
from urllib.parse import quote

from curfew_cloud import record, shapes, trail
from ministack.core.responses import get_account_id
from ministack.services import iam
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

_SERVICE = "cloudformation.amazonaws.com"


def install() -> None:
    roles, users = _RESOURCE_HANDLERS["AWS::IAM::Role"], _RESOURCE_HANDLERS["AWS::IAM::User"]
    _after(roles, "create", _role_made)
    _after(roles, "update", _role_changed)
    _after(users, "create", _user_made)
    _before_delete(roles, "DeleteRole", "roleName", iam._roles)
    _before_delete(users, "DeleteUser", "userName", iam._users)


def _after(handlers: dict, step: str, then) -> None:
    inner = handlers[step]

    def wrapped(*args, **kwargs):
        result = inner(*args, **kwargs)
        then(result, *args)
        return result

    handlers[step] = wrapped


def _before_delete(handlers: dict, event: str, parameter: str, store) -> None:
    inner = handlers["delete"]

    def wrapped(physical_id, *args, **kwargs):
        existed = store.get(physical_id) is not None
        result = inner(physical_id, *args, **kwargs)
        if existed and store.get(physical_id) is None:
            _emit(event, {parameter: physical_id}, None)
        return result

    handlers["delete"] = wrapped


def _role_made(result, logical_id, props, stack_name) -> None:
    role = iam._roles[result[0]]
    role["PermissionsBoundary"] = props.get("PermissionsBoundary")
    trust = role["AssumeRolePolicyDocument"]
    made = {**_common("role", role), "assumeRolePolicyDocument": quote(trust, safe="")}
    if role["PermissionsBoundary"]:
        made["permissionsBoundary"] = {
            "permissionsBoundaryType": "Policy",
            "permissionsBoundaryArn": role["PermissionsBoundary"],
        }
    asked = {"roleName": role["RoleName"], "path": role["Path"], "assumeRolePolicyDocument": trust}
    _emit("CreateRole", _with(asked, props), {"role": made})


def _role_changed(result, physical_id, old, new, stack_name, logical_id=None) -> None:
    role = iam._roles[result[0]]
    role["PermissionsBoundary"] = new.get("PermissionsBoundary")
    if _text(old.get("AssumeRolePolicyDocument")) != _text(new.get("AssumeRolePolicyDocument")):
        _emit("UpdateAssumeRolePolicy",
              {"roleName": role["RoleName"], "policyDocument": role["AssumeRolePolicyDocument"]}, None)


def _user_made(result, logical_id, props, stack_name) -> None:
    user = iam._users[result[0]]
    _emit("CreateUser", _with({"userName": user["UserName"], "path": user["Path"]}, props),
          {"user": _common("user", user)})


def _common(kind: str, entity: dict) -> dict:
    made = {
        "path": entity["Path"],
        f"{kind}Name": entity[f"{kind.capitalize()}Name"],
        f"{kind}Id": entity[f"{kind.capitalize()}Id"],
        "arn": entity["Arn"],
        "createDate": shapes.moment(datetime.now(timezone.utc)),
    }
    tags = entity.get("Tags")
    return {**made, "tags": _tags(tags)} if tags else made


def _with(asked: dict, props: dict) -> dict:
    if props.get("PermissionsBoundary"):
        asked["permissionsBoundary"] = props["PermissionsBoundary"]
    if props.get("Tags"):
        asked["tags"] = _tags(props["Tags"])
    return asked


def _tags(tags: list) -> list:
    return [{"key": tag["Key"], "value": tag["Value"]} for tag in tags]


def _text(document) -> str:
    return json.dumps(document, sort_keys=True)


def _emit(name: str, parameters: dict, elements: dict | None) -> None:
    account = get_account_id()
    who = trail.caller.get() or {"type": "AWSService"}
    trail.emit(record.base(
        caller={**who, "invokedBy": _SERVICE},
        at=time.time(),
        source="iam.amazonaws.com",
        name=name,
        region="us-east-1",
        account=account,
        source_ip=_SERVICE,
        agent=_SERVICE,
        parameters=parameters,
        elements=elements,
        read_only=False,
    ))
