"""What Curfew's cloud uses of MiniStack beyond its API, checked at start: a release that moved any of it must not run."""

import importlib
import inspect

# Module, name, and the parameters relied on, in order.
_FUNCTIONS = [
    ("ministack.app", "_dispatch_service_request", ["method", "path", "headers", "body", "query_params", "request_id"]),
    ("ministack.app", "_decompress_request_body", ["body", "headers"]),
    ("ministack.app", "_routing_params", ["method", "path", "headers", "body", "query_params"]),
    ("ministack.app", "main", []),
    ("ministack.core.router", "detect_service", ["method", "path", "headers", "query_params"]),
    ("ministack.core.router", "extract_region", ["headers", "query_params"]),
    ("ministack.core.router", "extract_access_key_id", ["headers", "query_params"]),
    ("ministack.core.iam_actions", "extract_iam_action",
     ["service", "method", "path", "headers", "body", "query_params"]),
    ("ministack.core.iam_actions", "extract_resource_arn",
     ["service", "method", "path", "headers", "body", "query_params", "region", "account_id"]),
    ("ministack.core.iam_evaluator", "resolve_credential", ["access_key_id", "account_id", "session_token"]),
    ("ministack.core.iam_evaluator", "evaluate_trust_policy", ["trust_doc", "caller_arn", "ctx"]),
    ("ministack.core.iam_evaluator", "_first_match", ["ctx", "stmts", "effect"]),
    ("ministack.core.iam_evaluator", "_resolve_condition_key", ["key", "ctx"]),
    ("ministack.core.responses", "request_scope", ["account_id", "region"]),
    ("ministack.core.responses", "get_account_id", []),
    ("ministack.core.responses", "get_request_client_ip", []),
    ("ministack.core.responses", "error_response_json", None),
    ("ministack.core.lambda_runtime", "reset", []),
    ("ministack.core.lambda_runtime", "ProvidedWorker._spawn", ["self", "init_timeout"]),
    ("ministack.core.lambda_runtime", "ProvidedWorker.invoke",
     ["self", "event", "request_id", "trace_id", "invoked_function_arn"]),
    ("ministack.core.lambda_runtime", "ProvidedWorker._build_handler_class", ["self", "generation", "pending"]),
    ("ministack.services.eventbridge", "_put_events", ["data", "allow_aws_source"]),
    ("ministack.services.eventbridge", "_pattern_event_view", ["event"]),
    ("ministack.services.eventbridge", "_matches_pattern_view", ["pattern_str", "view", "owner"]),
    ("ministack.services.eventbridge", "_invoke_target", ["target", "event", "rule", "view"]),
    ("ministack.services.eventbridge", "_dispatch_to_lambda", ["arn", "payload"]),
    ("ministack.services.eventbridge", "_events_log_list", []),
    ("ministack.services.eventbridge", "_ensure_default_bus", []),
    ("ministack.services.lambda_svc", "_get_func_record_for_ref", None),
    ("ministack.services.lambda_svc", "_execution_record_for_config", ["func", "config"]),
    ("ministack.services.lambda_svc", "_event_invoke_config", ["func", "qualifier"]),
    ("ministack.services.lambda_svc", "invoke_async_with_retry", ["func", "event"]),
    ("ministack.services.lambda_svc", "_execute_function_provided_warm", ["func", "event", "request_id"]),
    ("ministack.services.lambda_svc", "_provided_worker_env", ["config", "code_dir", "port"]),
    ("ministack.services.lambda_svc", "_invoke", ["name", "event", "headers", "path_qualifier", "query_params"]),
    ("ministack.services.lambda_svc", "execution_credentials", ["config"]),
    ("ministack.services.iam", "_p", None),
    ("ministack.services.iam", "_error", ["status", "code", "message", "ns"]),
    ("ministack.services.eventbridge", "_rule_key", ["rule_name", "bus_name"]),
    ("ministack.services.eventbridge", "_now_ts", []),
]
_VALUES = [
    ("ministack.app", "_MAIN_LOOP"),
    ("ministack.app", "AUTH"),
    ("ministack.services.eventbridge", "_rules"),
    ("ministack.services.eventbridge", "_targets"),
    ("ministack.services.lambda_svc", "_functions"),
    ("ministack.services.lambda_svc", "_ACCOUNT_CONCURRENCY_CAP"),
    ("ministack.services.iam", "_roles"),
    ("ministack.services.iam", "_IAM_HANDLERS"),
    ("ministack.services.iam", "_users"),
    ("ministack.services.iam", "_access_keys"),
    ("ministack.services.iam", "_credential_reports"),
    ("ministack.services.sts", "_sessions"),
]
_PROVISIONED = {"AWS::IAM::Role": ("create", "update", "delete"), "AWS::IAM::User": ("create", "delete")}


def problems() -> list[str]:
    """Each piece that is not where or what it was, in words."""
    found = []
    for module, name, parameters in _FUNCTIONS:
        function = _find(module, name)
        if not callable(function):
            found.append(f"{module}.{name} is missing")
        elif parameters is not None and list(inspect.signature(function).parameters) != parameters:
            found.append(f"{module}.{name} takes other parameters")
    found += [f"{module}.{name} is missing" for module, name in _VALUES if _find(module, name) is _MISSING]
    handlers = _find("ministack.services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
    for kind, steps in _PROVISIONED.items():
        if not isinstance(handlers, dict) or not all(callable(handlers.get(kind, {}).get(step)) for step in steps):
            found.append(f"CloudFormation's {kind} is made in another way")
    return found


_MISSING = object()


def _find(module: str, name: str):
    try:
        found = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part, _MISSING)
        return found
    except ImportError:
        return _MISSING
