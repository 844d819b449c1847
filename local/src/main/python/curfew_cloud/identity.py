"""Who made a call, as CloudTrail's userIdentity says it."""

import time
from datetime import datetime, timezone

from ministack.core.iam_evaluator import CredentialResolutionError, resolve_credential
from ministack.services import iam, sts

# MiniStack does not keep a session's source identity: key id to (value, end of the session).
_source_identities: dict[str, tuple[str, float]] = {}


def of(access_key: str | None, account: str) -> dict | None:
    """The caller's identity; None for credentials that are unknown, inactive or expired: CloudTrail has no event then."""
    credential = resolve_credential(access_key or "", account)
    if isinstance(credential, CredentialResolutionError):
        return None
    base = {"accountId": credential.account_id, "accessKeyId": credential.access_key_id}
    if credential.principal_type == "Root":
        return {"type": "Root", "principalId": credential.account_id, "arn": credential.principal_arn, **base}
    session = sts._sessions.get(credential.access_key_id)
    if credential.principal_type == "AssumedRole":
        return _assumed_role(credential, base, session or {})
    kind = "IAMUser" if credential.principal_type == "User" else credential.principal_type
    identity = {"type": kind, "principalId": credential.principal_id, "arn": credential.principal_arn, **base}
    if kind == "IAMUser":
        identity["userName"] = credential.principal_name
    if session is not None:
        identity["sessionContext"] = {"attributes": _attributes(session)}
    return identity


def remember(access_key: str, source_identity: str, ends: float) -> None:
    """Notes the source identity of a session just opened."""
    now = time.time()
    for key in [key for key, (_, end) in _source_identities.items() if end < now]:
        del _source_identities[key]
    _source_identities[access_key] = (source_identity, ends)


def source_identity(caller: dict) -> str | None:
    """The source identity of a caller's session.

    To be asked while records are made, in the order of the calls: when a call came in, the record of the session's
    opening may still have been waiting.
    """
    return _source_identities.get(caller.get("accessKeyId"), (None,))[0]


def with_source_identity(caller: dict) -> dict:
    found = source_identity(caller)
    if found is None:
        return caller
    return {**caller, "sessionContext": {**caller.get("sessionContext", {}), "sourceIdentity": found}}


def _assumed_role(credential, base: dict, session: dict) -> dict:
    resource = credential.principal_arn.split(":", 5)[5]
    _, role_name, session_name = resource.split("/", 2)
    role = iam._roles.get_scoped(credential.account_id, None, role_name) or {}
    # A function's own session names the role where its unique id belongs.
    role_id = role.get("RoleId") or credential.principal_id.split(":")[0]
    context = {
        "sessionIssuer": {
            "type": "Role",
            "principalId": role_id,
            "arn": role.get("Arn") or f"arn:aws:iam::{credential.account_id}:role/{role_name}",
            "accountId": credential.account_id,
            "userName": role_name,
        },
        "attributes": _attributes(session),
    }
    return {
        "type": "AssumedRole",
        "principalId": f"{role_id}:{session_name}",
        "arn": credential.principal_arn,
        **base,
        "sessionContext": context,
    }


def _attributes(session: dict) -> dict:
    issued = datetime.fromtimestamp(session.get("IssuedAt", time.time()), timezone.utc)
    return {"creationDate": issued.strftime("%Y-%m-%dT%H:%M:%SZ"), "mfaAuthenticated": "false"}
