# Reads Bedrock with AWS's own client and prints what it understood, as JSON.
import json
import sys

import boto3
from botocore.config import Config
from botocore.eventstream import ChecksumMismatch
from botocore.exceptions import ClientError

endpoint, ca, region, key_id, secret, model, text = sys.argv[1:]
client = boto3.client(
    "bedrock-runtime",
    region_name=region,
    endpoint_url=endpoint,
    aws_access_key_id=key_id,
    aws_secret_access_key=secret,
    verify=ca,
    config=Config(retries={"total_max_attempts": 1}, proxies={}),
)
asked = {
    "modelId": model,
    "system": [{"text": "Answer from the sources only."}],
    "messages": [{"role": "user", "content": [{"text": text}]}],
}
said = {"text": "", "events": []}
try:
    whole = client.converse(**asked)
    said["whole"] = whole["output"]["message"]["content"][0]["text"]
    said["whole_stop"] = whole["stopReason"]
    streamed = client.converse_stream(**asked)
    said["request_id"] = streamed["ResponseMetadata"]["RequestId"]
    for event in streamed["stream"]:
        (name, value), = event.items()
        said["events"].append(name)
        if name == "contentBlockDelta":
            said["text"] += value["delta"]["text"]
        elif name == "messageStop":
            said["stop"] = value["stopReason"]
        elif name == "metadata":
            said["output_tokens"] = value["usage"]["outputTokens"]
except ClientError as refused:
    said["error"] = refused.response["Error"]["Code"]
    said["status"] = refused.response["ResponseMetadata"]["HTTPStatusCode"]
except ChecksumMismatch:
    said["error"] = "ChecksumMismatch"
print(json.dumps(said))
