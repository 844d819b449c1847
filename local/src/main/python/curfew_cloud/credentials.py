"""Lists of credentials that MiniStack does not have: nobody on this cloud holds any, so the lists are empty."""

from ministack.services import iam


def install() -> None:
    iam._IAM_HANDLERS["ListSSHPublicKeys"] = _empty("ListSSHPublicKeys", "SSHPublicKeys")
    iam._IAM_HANDLERS["ListSigningCertificates"] = _empty("ListSigningCertificates", "Certificates")
    iam._IAM_HANDLERS["ListServiceSpecificCredentials"] = _empty(
        "ListServiceSpecificCredentials", "ServiceSpecificCredentials")


def _empty(action: str, members: str):
    def answer(params):
        name = iam._p(params, "UserName")
        if name and name not in iam._users:
            return iam._error(404, "NoSuchEntity", f"The user with name {name} cannot be found.", ns="iam")
        return iam._xml(
            200, f"{action}Response",
            f"<{action}Result><{members}/><IsTruncated>false</IsTruncated></{action}Result>", ns="iam")

    return answer
