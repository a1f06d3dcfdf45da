// Services behind Almond, each a server of its own that lets nobody in without a key: Express, Fastify, Hono and one on `Request`
// and `Response` alone. Arguments: the URL of Almond, the service's key, a caller's key, one that lacks the scope, one that was
// revoked. Prints what each of them answered.
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import type { AddressInfo } from "node:net";
import type { VerifiedApiKey } from "@almond/client";
import { createGate, forExpress, forFastify, forHono, gateRequest } from "@almond/client/middleware";

const [url, credential, good, narrow, revoked] = process.argv.slice(2) as [string, string, string, string, string];
const gate = createGate({ url, credential, scope: "files:read", retries: 0 });

const onExpress = express();
onExpress.use(forExpress(gate));
onExpress.get("/", (request, response) => void response.json({ user: request.almond?.userId }));
const listening = onExpress.listen(0, "127.0.0.1");
await new Promise((resolve) => listening.once("listening", resolve));

const onFastify = Fastify();
onFastify.addHook("onRequest", forFastify(gate));
onFastify.get("/", async (request) => ({ user: (request as { almond?: VerifiedApiKey }).almond?.userId }));
const fastify = await onFastify.listen({ port: 0, host: "127.0.0.1" });

const onHono = new Hono<{ Variables: { almond: VerifiedApiKey } }>();
onHono.use(forHono(gate));
onHono.get("/", (c) => c.json({ user: c.get("almond").userId }));

const judge = gateRequest(gate);
async function plain(request: Request): Promise<Response> {
  const judged = await judge(request);
  return judged instanceof Response ? judged : Response.json({ user: judged.userId });
}

const servers: Record<string, (request: Request) => Response | Promise<Response>> = {
  express: (request) => fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/`, request),
  fastify: (request) => fetch(`${fastify}/`, request),
  hono: (request) => onHono.fetch(request),
  plain,
};
const seen: Record<string, unknown[]> = {};
for (const [name, answer] of Object.entries(servers)) {
  seen[name] = [];
  for (const key of [good, narrow, revoked, null]) {
    const headers: HeadersInit = key === null ? {} : { authorization: `Bearer ${key}` };
    const answered = await answer(new Request("http://service/", { headers }));
    const body = (await answered.json()) as { user?: string; error?: { code: string } };
    const challenge = answered.headers.get("www-authenticate");
    seen[name].push([answered.status, body.user ?? body.error?.code, challenge !== null]);
  }
}
console.log(JSON.stringify(seen));
listening.close();
await onFastify.close();
