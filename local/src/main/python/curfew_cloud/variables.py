"""Policy variables: MiniStack takes `${aws:userid}` in a resource or a condition for text."""

import dataclasses
import re

from ministack.core import iam_evaluator

_VARIABLE = re.compile(r"\$\{([^},]+)\}")
_LITERAL = {"*", "?", "$"}


def install() -> None:
    inner = iam_evaluator._first_match

    def resolved(ctx, stmts, effect):
        return inner(ctx, [_of(ctx, stmt) for stmt in stmts], effect)

    iam_evaluator._first_match = resolved


def _of(ctx, stmt):
    if not _has_any(stmt):
        return stmt
    return dataclasses.replace(
        stmt,
        resources=[_text(ctx, one) for one in stmt.resources],
        not_resources=[_text(ctx, one) for one in stmt.not_resources],
        conditions={operator: _values(ctx, keys) for operator, keys in stmt.conditions.items()},
    )


def _has_any(stmt) -> bool:
    if any("${" in one for one in (*stmt.resources, *stmt.not_resources)):
        return True
    return bool(stmt.conditions) and "${" in str(stmt.conditions)


def _values(ctx, keys):
    if not isinstance(keys, dict):
        return keys
    return {key: [_text(ctx, one) for one in values] if isinstance(values, list) else _text(ctx, values)
            for key, values in keys.items()}


def _text(ctx, pattern):
    if not isinstance(pattern, str):
        return pattern

    def value(found):
        name = found.group(1).strip()
        if name in _LITERAL:
            return found.group(0)
        known = iam_evaluator._resolve_condition_key(name, ctx)
        # What is not known, or is several, matches nothing, as the text that it is.
        return known if isinstance(known, str) else found.group(0)

    return _VARIABLE.sub(value, pattern)
