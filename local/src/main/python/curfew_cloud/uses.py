"""When keys and roles were last used: MiniStack keeps no account of it, so that each would look unused.

A use is kept with the key or role itself, so it is saved and ends with it, and a name used again starts anew.
"""

import re
import time

from ministack.services import iam

_USE = "CurfewLastUse"
_ROLE = re.compile(r"<RoleId>([^<]+)</RoleId>")
_USER = re.compile(r"<UserId>([^<]+)</UserId>")


def install() -> None:
    handlers = iam._IAM_HANDLERS
    handlers["GetAccessKeyLastUsed"] = _answering(handlers["GetAccessKeyLastUsed"], _with_key_use)
    handlers["GetRole"] = _answering(handlers["GetRole"], lambda _, text: _with_role_use(text))
    handlers["GetAccountAuthorizationDetails"] = _answering(
        handlers["GetAccountAuthorizationDetails"], lambda _, text: _with_boundaries(_with_role_use(text)))
    generate = handlers["GenerateCredentialReport"]

    def generated(params):
        answer = generate(params)
        report = iam._credential_reports["report"]
        report["content"] = _report_with_uses(report["content"])
        return answer

    handlers["GenerateCredentialReport"] = generated


def note(caller: dict, service: str, region: str) -> None:
    """Notes a call that was signed with a key, or with a session of a role, whatever became of it."""
    account = caller["accountId"]
    if caller["type"] == "IAMUser":
        used = iam._access_keys.get_scoped(account, None, caller["accessKeyId"])
    elif caller["type"] == "AssumedRole":
        used = iam._roles.get_scoped(account, None, caller["sessionContext"]["sessionIssuer"]["userName"])
    else:
        used = None
    if used is not None:
        used[_USE] = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "service": service, "region": region}


def _answering(inner, change):
    def answer(params):
        status, headers, body = inner(params)
        if status != 200:
            return status, headers, body
        text = change(params, body.decode() if isinstance(body, bytes) else body)
        return status, headers, text.encode()

    return answer


def _with_key_use(params, text: str) -> str:
    use = iam._access_keys.get(iam._p(params, "AccessKeyId"), {}).get(_USE)
    if use is None:
        return text
    told = (f"<LastUsedDate>{use['at']}</LastUsedDate><Region>{use['region']}</Region>"
            f"<ServiceName>{use['service']}</ServiceName>")
    return re.sub(r"(<AccessKeyLastUsed>).*(</AccessKeyLastUsed>)", lambda found: found[1] + told + found[2], text)


def _with_role_use(text: str) -> str:
    uses = {role["RoleId"]: role.get(_USE) for role in iam._roles.values()}

    def told(found):
        use = uses.get(found[1])
        inner = f"<LastUsedDate>{use['at']}</LastUsedDate><Region>{use['region']}</Region>" if use else ""
        return f"{found[0]}<RoleLastUsed>{inner}</RoleLastUsed>"

    return _ROLE.sub(told, text)


def _with_boundaries(text: str) -> str:
    """MiniStack shows boundaries in GetUser and GetRole and leaves them out here."""
    boundaries = {each["RoleId"]: each.get("PermissionsBoundary") for each in iam._roles.values()}
    boundaries |= {each["UserId"]: each.get("PermissionsBoundary") for each in iam._users.values()}

    def told(found):
        arn = boundaries.get(found[1])
        if not arn:
            return found[0]
        return (f"{found[0]}<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType>"
                f"<PermissionsBoundaryArn>{arn}</PermissionsBoundaryArn></PermissionsBoundary>")

    return _USER.sub(told, _ROLE.sub(told, text))


def _report_with_uses(content: str) -> str:
    header, *rows = content.split("\n")
    columns = header.split(",")
    return "\n".join([header] + [_row_with_uses(columns, row) for row in rows])


def _row_with_uses(columns: list[str], row: str) -> str:
    cells = row.split(",")
    keys = [key for key in iam._access_keys.values() if key["UserName"] == cells[0]]
    # The order in which the report itself takes them.
    for number, key in enumerate(sorted(keys, key=lambda each: each.get("CreateDate", ""))[:2], start=1):
        use = key.get(_USE)
        if use is not None:
            first = columns.index(f"access_key_{number}_last_used_date")
            cells[first:first + 3] = [use["at"], use["region"], use["service"]]
    return ",".join(cells)
