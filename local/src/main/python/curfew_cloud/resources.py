"""Which resource a call is about: MiniStack leaves out the path of a role or user, a key's user, and a function's alias or version."""

import re

from ministack.core import iam_actions
from ministack.services import iam

_ENTITY = re.compile(r"arn:aws:iam::(\d{12}):(role|user)/([^/]+)$")


def install() -> None:
    inner = iam_actions.extract_resource_arn

    def whole(service, method, path, headers, body, query_params, *args, **kwargs):
        arn = inner(service, method, path, headers, body, query_params, *args, **kwargs)
        if service == "iam":
            return _with_path(_of_key(query_params) or arn)
        if service == "lambda" and path.endswith("/invocations"):
            return _with_qualifier(arn, query_params)
        return arn

    iam_actions.extract_resource_arn = whole


def _of_key(query_params: dict) -> str | None:
    """The user of a key that is asked for without its user."""
    if iam._p(query_params, "Action") != "GetAccessKeyLastUsed":
        return None
    key = iam._access_keys.get(iam._p(query_params, "AccessKeyId"))
    return iam._users[key["UserName"]]["Arn"] if key else None


def _with_path(arn: str) -> str:
    named = _ENTITY.match(arn)
    if not named:
        return arn
    account, kind, name = named.groups()
    entity = (iam._roles if kind == "role" else iam._users).get_scoped(account, None, name)
    return entity["Arn"] if entity else arn


def _with_qualifier(arn: str, query_params: dict) -> str:
    qualifier = query_params.get("Qualifier")
    value = qualifier[0] if isinstance(qualifier, list) and qualifier else qualifier
    # Six colons stand before a function's name, and one more before an alias or version.
    return f"{arn}:{value}" if value and arn.count(":") == 6 else arn
