"""The official openai client against a bridge, unchanged: what it got, as one line of JSON."""

import json
import os
import sys

import openai

QUESTION = os.environ["QUESTION"]
MODEL = "azure-eu"


def client(token, purpose="TREAT", retries=0):
    headers = {"X-Purpose-Of-Use": purpose} if purpose else {}
    return openai.OpenAI(
        base_url=os.environ["BASE_URL"], api_key=token, default_headers=headers, max_retries=retries
    )


def user(text):
    return {"role": "user", "content": text}


def refused(ask):
    try:
        ask()
        return {"status": 200}
    except openai.APIStatusError as error:
        return {"status": error.status_code, "code": error.code, "type": error.type, "kind": type(error).__name__}


mine = client(os.environ["TOKEN"])
chats = mine.chat.completions
said = {"models": [model.id for model in mine.models.list()], "model": mine.models.retrieve(MODEL).owned_by}

whole = chats.create(model=MODEL, messages=[user(QUESTION)], max_tokens=400, temperature=0)
said["whole"] = {
    "content": whole.choices[0].message.content,
    "finish": whole.choices[0].finish_reason,
    "total": whole.usage.total_tokens,
    "postern": whole.model_extra["postern"],
}

pieces, last, usage, chunks = [], None, None, 0
for chunk in chats.create(
    model=MODEL, messages=[user(QUESTION)], stream=True, stream_options={"include_usage": True}
):
    chunks += 1
    usage = chunk.usage or usage
    if chunk.choices:
        pieces.append(chunk.choices[0].delta.content or "")
        last = chunk
said["streamed"] = {
    "content": "".join(pieces),
    "finish": last.choices[0].finish_reason,
    "chunks": chunks,
    "total": usage.total_tokens,
    "postern": last.model_extra["postern"],
}

conversation = whole.model_extra["postern"]["conversation_id"]
history = [user(QUESTION), {"role": "assistant", "content": whole.choices[0].message.content}]
again = chats.create(
    model=MODEL,
    messages=[{"role": "system", "content": "Answer in one sentence."}, *history, user(os.environ["NEXT"])],
    metadata={"conversation_id": conversation, "purpose_of_use": "TREAT"},
)
said["again"] = {"content": again.choices[0].message.content, "postern": again.model_extra["postern"]}

unseen = client(os.environ["OTHER_TOKEN"]).chat.completions.create(model=MODEL, messages=[user(QUESTION)])
said["unseen"] = {"content": unseen.choices[0].message.content, "outcome": unseen.model_extra["postern"]["outcome"]}

foreign = client(os.environ["OTHER_TOKEN"]).chat.completions
said["refused"] = {
    "foreign": refused(
        lambda: foreign.create(model=MODEL, messages=[user("?")], metadata={"conversation_id": conversation})
    ),
    "purpose": refused(
        lambda: client(os.environ["TOKEN"], "HOPERAT").chat.completions.create(
            model=MODEL, messages=[user("?")], metadata={"conversation_id": conversation}
        )
    ),
    "tools": refused(
        lambda: chats.create(
            model=MODEL, messages=[user(QUESTION)], tools=[{"type": "function", "function": {"name": "f"}}]
        )
    ),
    "two": refused(lambda: chats.create(model=MODEL, messages=[user(QUESTION)], n=2)),
    "model": refused(lambda: chats.create(model="gpt-4o", messages=[user(QUESTION)])),
    "key": refused(lambda: client("sk-shared").chat.completions.create(model=MODEL, messages=[user("?")])),
    "unclaimed": refused(
        lambda: client(os.environ["TOKEN"], None).chat.completions.create(model=MODEL, messages=[user("?")])
    ),
    "twofold": refused(
        lambda: chats.create(model=MODEL, messages=[user("?")], metadata={"purpose_of_use": "HRESCH"})
    ),
    "streamed": refused(
        lambda: client(os.environ["TOKEN"], "HRESCH").chat.completions.create(
            model=MODEL, messages=[user("?")], stream=True, metadata={"conversation_id": conversation}
        )
    ),
}
json.dump(said, sys.stdout)
