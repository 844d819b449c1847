"""The policy that a call attaches or detaches, for conditions on it: MiniStack never says which."""

from ministack.core import iam_actions
from ministack.services import iam


def install() -> None:
    inner = iam_actions.request_tag_context

    def with_policy(service, iam_action, body, params):
        keys = inner(service, iam_action, body, params)
        arn = iam._p(params, "PolicyArn") if service == "iam" else None
        return {**keys, "iam:PolicyARN": arn} if arn else keys

    iam_actions.request_tag_context = with_policy
