"""How much a role holds: MiniStack takes inline policies of any length, and any number of managed ones."""

from ministack.services import iam

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: all inline policies of a role, without white space.
_ROLE_INLINE = 10_240
# The quota that an account has until it asks for more.
_ROLE_MANAGED = 10


def install() -> None:
    inner = iam._IAM_HANDLERS["PutRolePolicy"]

    def within(params):
        name = iam._p(params, "RoleName")
        role = iam._roles.get(name)
        if role:
            inline = {**role["InlinePolicies"], iam._p(params, "PolicyName"): iam._p(params, "PolicyDocument")}
            if sum(len("".join(str(document).split())) for document in inline.values()) > _ROLE_INLINE:
                return iam._error(
                    409, "LimitExceeded", f"Maximum policy size of {_ROLE_INLINE} bytes exceeded for role {name}", ns="iam")
        return inner(params)

    iam._IAM_HANDLERS["PutRolePolicy"] = within

    attach = iam._IAM_HANDLERS["AttachRolePolicy"]

    def attaching(params):
        role = iam._roles.get(iam._p(params, "RoleName"))
        attached = role["AttachedPolicies"] if role else []
        if len(attached) >= _ROLE_MANAGED and iam._p(params, "PolicyArn") not in attached:
            return iam._error(409, "LimitExceeded", f"Cannot exceed quota for PoliciesPerRole: {_ROLE_MANAGED}", ns="iam")
        return attach(params)

    iam._IAM_HANDLERS["AttachRolePolicy"] = attaching
