// The official openai client against a bridge, unchanged: what it got, as one line of JSON.
const { OpenAI } = require("openai");

const env = process.env;
const MODEL = "azure-eu";
const user = (content) => ({ role: "user", content });

function client(apiKey, purpose = "TREAT") {
  const defaultHeaders = purpose ? { "X-Purpose-Of-Use": purpose } : {};
  return new OpenAI({ baseURL: env.BASE_URL, apiKey, defaultHeaders, maxRetries: 0 });
}

async function refused(ask) {
  try {
    await ask();
    return { status: 200 };
  } catch (error) {
    return { status: error.status, code: error.code, type: error.type, kind: error.constructor.name };
  }
}

async function main() {
  const mine = client(env.TOKEN);
  const chats = mine.chat.completions;
  const models = [];
  for await (const model of await mine.models.list()) models.push(model.id);
  const said = { models, model: (await mine.models.retrieve(MODEL)).owned_by };

  const whole = await chats.create({ model: MODEL, messages: [user(env.QUESTION)], max_tokens: 400, temperature: 0 });
  said.whole = {
    content: whole.choices[0].message.content,
    finish: whole.choices[0].finish_reason,
    total: whole.usage.total_tokens,
    postern: whole.postern,
  };

  const streamed = { content: "", chunks: 0 };
  const stream = await chats.create({
    model: MODEL,
    messages: [user(env.QUESTION)],
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of stream) {
    streamed.chunks += 1;
    if (chunk.usage) streamed.total = chunk.usage.total_tokens;
    if (chunk.choices.length) {
      streamed.content += chunk.choices[0].delta.content ?? "";
      streamed.finish = chunk.choices[0].finish_reason;
      streamed.postern = chunk.postern;
    }
  }
  said.streamed = streamed;

  const conversation_id = whole.postern.conversation_id;
  const again = await chats.create({
    model: MODEL,
    messages: [
      { role: "system", content: "Answer in one sentence." },
      user(env.QUESTION),
      { role: "assistant", content: whole.choices[0].message.content },
      user(env.NEXT),
    ],
    metadata: { conversation_id, purpose_of_use: "TREAT" },
  });
  said.again = { content: again.choices[0].message.content, postern: again.postern };

  const other = client(env.OTHER_TOKEN).chat.completions;
  const unseen = await other.create({ model: MODEL, messages: [user(env.QUESTION)] });
  said.unseen = { content: unseen.choices[0].message.content, outcome: unseen.postern.outcome };

  const ask = (chats, more, text = "?") => refused(() => chats.create({ model: MODEL, messages: [user(text)], ...more }));
  said.refused = {
    foreign: await ask(other, { metadata: { conversation_id } }),
    purpose: await ask(client(env.TOKEN, "HOPERAT").chat.completions, { metadata: { conversation_id } }),
    tools: await ask(chats, { tools: [{ type: "function", function: { name: "f" } }] }),
    two: await ask(chats, { n: 2 }),
    model: await ask(chats, { model: "gpt-4o" }),
    key: await ask(client("sk-shared").chat.completions, {}),
    unclaimed: await ask(client(env.TOKEN, null).chat.completions, {}),
    twofold: await ask(chats, { metadata: { purpose_of_use: "HRESCH" } }),
    streamed: await ask(client(env.TOKEN, "HRESCH").chat.completions, { stream: true, metadata: { conversation_id } }),
  };
  process.stdout.write(JSON.stringify(said));
}

main().catch((error) => {
  process.stderr.write(String(error.stack));
  process.exit(1);
});
