// The TypeScript client as it is published, from sign-in to revocation. Arguments: the server's URL, a password, the address of
// somebody with an authenticator app and a code of it, the address of somebody without. Run in a project where the package is
// installed; prints what it saw, as JSON.
import assert from "node:assert/strict";
import * as almond from "@almond/client";

const [url, password, careful, totp, email] = process.argv.slice(2);
let asked = 0;
const client = almond.createAlmond({
  url,
  async onStepUp() {
    asked += 1;
    const done = await almond.stepUpPassword({ client, body: { password } });
    return done.data.token;
  },
});

// The second step of somebody with a second factor.
const first = (await almond.loginPassword({ client, body: { email: careful, password } })).data;
assert.equal(first.kind, "mfa_required");
const second = (await almond.loginTotp({ client, body: { mfaToken: first.mfaToken, code: totp } })).data;
assert.equal(second.stepUp.method, "totp");

const session = (await almond.loginPassword({ client, body: { email, password } })).data;
assert.equal(session.kind, "session");
assert.equal(session.stepUp.method, null);
client.setCredential(session.token);

const minted = [];
for (const name of ["one", "two", "three"]) {
  const body = { name, scopes: ["models:read", "files:read", "files:write"] };
  minted.push((await almond.mintApiKey({ client, body })).data);
}
assert.equal(asked, 1);

const names = [];
for await (const key of almond.items(almond.listApiKeys, { client, query: { limit: 1 } })) names.push(key.name);

const machine = almond.createAlmond({ url, credential: minted[0].key });
const bytes = new Uint8Array(100_000).map((_, at) => at % 251);
const file = (await almond.uploadFile({ client: machine, query: { name: "a.bin" }, body: new Blob([bytes]) })).data;
const back = await almond.downloadFile({ client: machine, path: { id: file.id }, parseAs: "arrayBuffer" });
assert.deepEqual(new Uint8Array(back), bytes);

const verify = async () => (await almond.verifyApiKey({ client, body: { key: minted[0].key } })).data.code;
const before = await verify();
await almond.revokeApiKey({ client, path: { id: minted[0].id } });
const after = await verify();

let refused = null;
try {
  await almond.listModels({ client: machine });
} catch (error) {
  assert.ok(error instanceof almond.AlmondError);
  refused = { status: error.status, code: error.code, requestId: error.requestId };
}
// A server that is overloaded once: what can be repeated is, and nothing else.
let calls = 0;
const overloaded = almond.createAlmond({
  url: "http://almond.test",
  async fetch() {
    calls += 1;
    const headers = { "content-type": "application/json", "retry-after": calls === 1 ? "0" : "31" };
    if (calls === 2) return Response.json({ success: true, data: { items: [], nextCursor: null, total: null } });
    return Response.json({ success: false, error: { code: "UNAVAILABLE", message: "busy", requestId: "r" } }, { status: 503, headers });
  },
});
await almond.listModels({ client: overloaded });
assert.equal(calls, 2);
const busy = async (promise) => {
  const error = await promise.then(() => null, (error) => error);
  assert.deepEqual([error.code, error.retryAfter, error.requestId], ["UNAVAILABLE", 31, "r"]);
};
await busy(almond.listModels({ client: overloaded }));
await busy(almond.mintApiKey({ client: overloaded, body: { name: "x" } }));
assert.equal(calls, 4);
console.log(JSON.stringify({ asked, names, before, after, refused }));
