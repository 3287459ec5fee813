// Runs the audits of GraphQL over HTTP and three foreign clients against a running Host. Usage: node clients.mjs URL KEY
// One line for each check: "ok NAME" or "FAIL NAME: REASON". The exit code is the number of failures.
import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { serverAudits } from "graphql-http";
import { createClient as createSse } from "graphql-sse";
import { createClient as createWs } from "graphql-ws";
import WebSocket from "ws";

const [url, key] = process.argv.slice(2);
const headers = { authorization: `Bearer ${key}` };
const subscription = "subscription { missingRegisters { date registers { school } } }";
let failures = 0;

// graphql-sse aborts its fetch when an iterator is returned, and nobody waits for that fetch: an abort of our own is no failure, anything else is.
process.on("unhandledRejection", (reason) => {
  if (reason?.name === "AbortError") return;
  console.log(`FAIL unhandled: ${reason?.message ?? reason}`);
  failures++;
});

async function check(name, run) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    failures++;
    console.log(`FAIL ${name}: ${error?.message ?? JSON.stringify(error)}`);
  }
}

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

const first = async (iterator) => (await iterator.next()).value;

// Known by the audits' own numbers; "warn" (a MAY or SHOULD that is not kept) is a failure here too.
for (const audit of serverAudits({ url, fetchFn: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, ...headers } }) })) {
  await check(`graphql-http ${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    expect(result.status === "ok", `${result.status}: ${result.reason}`);
  });
}

class WithKey extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { headers });
  }
}
const ws = createWs({ url: url.replace(/^http/, "ws"), webSocketImpl: WithKey, retryAttempts: 0 });
await check("graphql-ws query", async () => {
  const answer = await first(ws.iterate({ query: "{ schools { laestab } }" }));
  expect(Array.isArray(answer.data?.schools), JSON.stringify(answer));
});
await check("graphql-ws subscription", async () => {
  const events = ws.iterate({ query: subscription });
  const answer = await first(events);
  expect(answer.data?.missingRegisters?.date, JSON.stringify(answer));
  await events.return();
});
await check("graphql-ws error", async () => {
  try {
    await first(ws.iterate({ query: "subscription { nothing }" }));
  } catch (errors) {
    expect(errors?.[0]?.extensions?.code === "GRAPHQL_VALIDATION_FAILED", JSON.stringify(errors));
    return;
  }
  throw new Error("It was let in.");
});

const sse = createSse({ url, headers, retryAttempts: 0 });
await check("graphql-sse query", async () => {
  const answer = await first(sse.iterate({ query: "{ schools { laestab } }" }));
  expect(Array.isArray(answer.data?.schools), JSON.stringify(answer));
});
await check("graphql-sse subscription", async () => {
  const events = sse.iterate({ query: subscription });
  const answer = await first(events);
  expect(answer.data?.missingRegisters?.date, JSON.stringify(answer));
  await events.return();
});

const urql = new Client({
  url,
  preferGetMethod: false,
  fetchOptions: { headers },
  exchanges: [
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: (request) => ({
        subscribe: (sink) => ({ unsubscribe: ws.subscribe({ ...request, query: request.query ?? "" }, sink) }),
      }),
    }),
  ],
});
await check("urql query", async () => {
  const answer = await urql.query("{ schools { laestab } }", {}).toPromise();
  expect(Array.isArray(answer.data?.schools), String(answer.error));
});
await check("urql subscription", async () => {
  const answer = await new Promise((resolve) => {
    const { unsubscribe } = urql.subscription(subscription, {}).subscribe((result) => {
      resolve(result);
      queueMicrotask(() => unsubscribe());
    });
  });
  expect(answer.data?.missingRegisters?.date, String(answer.error));
});

process.exit(Math.min(failures, 100));
