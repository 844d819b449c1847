"""Which calls a trail records, and as what."""

# Calls on data; a trail records them only when told to. Those of the services below can be switched on here.
_DATA = {
    "s3": {"GetObject", "GetObjectVersion", "GetObjectAttributes", "HeadObject", "PutObject", "DeleteObject",
           "DeleteObjectVersion", "ListBucket", "ListBucketVersions", "AbortMultipartUpload",
           "ListMultipartUploadParts", "GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging",
           "GetObjectAcl", "PutObjectAcl", "RestoreObject", "CopyObject", "CreateMultipartUpload"},
    "sqs": {"SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch",
            "ChangeMessageVisibility", "ChangeMessageVisibilityBatch"},
    "dynamodb": {"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem", "BatchWriteItem",
                 "TransactGetItems", "TransactWriteItems", "ExecuteStatement", "BatchExecuteStatement",
                 "ExecuteTransaction", "ConditionCheckItem", "GetRecords", "GetShardIterator"},
    "lambda": {"InvokeFunction", "InvokeAsync", "Invoke", "InvokeWithResponseStream"},
}
# Data too, and never recorded here.
_NEVER = {
    "events": {"PutEvents"},
    "sns": {"Publish", "PublishBatch"},
    "logs": {"PutLogEvents", "GetLogEvents", "FilterLogEvents", "StartLiveTail"},
    "monitoring": {"PutMetricData", "GetMetricData", "GetMetricStatistics", "GetMetricWidgetImage"},
    "xray": {"PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets"},
    "kinesis": {"PutRecord", "PutRecords", "GetRecords", "GetShardIterator"},
    "firehose": {"PutRecord", "PutRecordBatch"},
}
_READS = ("Get", "List", "Describe", "Head", "Lookup", "Search", "Simulate", "Query", "Scan", "BatchGet", "Select",
          "Validate", "Check", "Estimate", "Filter", "Test", "Preview", "TransactGet", "Decode", "Detect", "View")
# Named like reads and not so, or the reverse: CloudTrail's own classification.
_WRITES = {"GetFederationToken", "GetSessionToken"}
_MORE_READS = {"AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GenerateCredentialReport",
               "GenerateServiceLastAccessedDetails", "ReceiveMessage", "Decrypt", "GenerateMac", "VerifyMac",
               "Encrypt", "GenerateDataKey", "Sign", "Verify"}
# Event names that differ from the IAM action.
_EVENT_NAMES = {
    ("lambda", "InvokeFunction"): "Invoke",
    ("lambda", "CreateFunction"): "CreateFunction20150331",
    ("lambda", "DeleteFunction"): "DeleteFunction20150331",
    ("lambda", "AddPermission"): "AddPermission20150331v2",
    ("lambda", "RemovePermission"): "RemovePermission20150331v2",
    ("lambda", "UpdateFunctionCode"): "UpdateFunctionCode20150331v2",
    ("lambda", "UpdateFunctionConfiguration"): "UpdateFunctionConfiguration20150331v2",
    ("s3", "ListAllMyBuckets"): "ListBuckets",
    ("s3", "ListBucket"): "ListObjects",
}


def is_data(service: str, action: str) -> bool:
    return action in _DATA.get(service, ())


def is_recorded(service: str, action: str, data_events: bool) -> bool:
    if action in _NEVER.get(service, ()):
        return False
    return data_events or not is_data(service, action)


def is_read_only(action: str) -> bool:
    return action not in _WRITES and (action in _MORE_READS or action.startswith(_READS))


def event_name(service: str, action: str) -> str:
    return _EVENT_NAMES.get((service, action), action)
