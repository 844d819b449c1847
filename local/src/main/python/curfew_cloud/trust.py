"""Source identities in trust policies: MiniStack neither shows them to a condition nor asks whether one may be set."""

import contextvars
import dataclasses

from ministack.core import iam_evaluator

# The source identity that the request being answered asks for.
asked: contextvars.ContextVar[str | None] = contextvars.ContextVar("curfew_source_identity", default=None)


def install() -> None:
    evaluate = iam_evaluator.evaluate_trust_policy

    def evaluated(trust_doc, caller_arn, ctx=None):
        wanted = asked.get()
        if ctx is None or wanted is None:
            return evaluate(trust_doc, caller_arn, ctx)
        seen = dataclasses.replace(ctx, service_context={**ctx.service_context, "sts:sourceidentity": wanted})
        if not evaluate(trust_doc, caller_arn, seen):
            return False
        return seen.action != "sts:AssumeRole" or evaluate(
            trust_doc, caller_arn, dataclasses.replace(seen, action="sts:SetSourceIdentity"))

    iam_evaluator.evaluate_trust_policy = evaluated


def note(service: str, parameters: dict) -> None:
    """Remembers what the request that comes in asks for."""
    value = parameters.get("SourceIdentity") if service == "sts" else None
    asked.set(value[0] if isinstance(value, list) else value)
