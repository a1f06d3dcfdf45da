// Programs that were let in without a key, beside the keys: what a member sees of their own, and an owner of everybody's.
// Arguments: the server's URL, the e-mails of an owner and of a member, and the password of both.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { begin } from "./browser.mjs";

const [url, owner, member, password] = process.argv.slice(2);
const { page, seen, look, button, heading, dialog, signIn, go, finish } = await begin();

// The member lets an agent's program in.
let arrived = () => {};
const answer = new Promise((resolve) => (arrived = resolve));
const program = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  if (pathname === "/callback") arrived(searchParams.get("code"));
  response.setHeader("Content-Type", "text/html");
  response.end("<title>The program</title><h1>Back at the program</h1><link rel=icon href=data:,>");
});
await new Promise((resolve) => program.listen(0, "127.0.0.1", resolve));
const callback = `http://127.0.0.1:${program.address().port}/callback`;
const json = { "Content-Type": "application/json" };
const registration = { redirect_uris: ["http://127.0.0.1/callback"], client_name: "An agent" };
const { client_id } = await (await fetch(`${url}/oauth2/register`, { method: "POST", headers: json, body: JSON.stringify(registration) })).json();
const code_verifier = "a-verifier-of-the-tests-that-is-long-enough-to-be-one";
const code_challenge = createHash("sha256").update(code_verifier).digest("base64url");
const asked = { response_type: "code", client_id, redirect_uri: callback, resource: `${url}/mcp`, scope: "mcp:read", state: "x" };
await signIn(url, member, password);
await heading("API keys");
await page.goto(`${url}/oauth2/authorize?${new URLSearchParams({ ...asked, code_challenge, code_challenge_method: "S256" })}`);
await button("Allow").click();
const code = await answer;
await heading("Back at the program");
const exchange = { grant_type: "authorization_code", client_id, redirect_uri: callback, code, code_verifier, resource: `${url}/mcp` };
const { access_token } = await (await fetch(`${url}/oauth2/token`, { method: "POST", body: new URLSearchParams(exchange) })).json();
const tools = async () => {
  const headers = { ...json, Accept: "application/json, text/event-stream", Authorization: `Bearer ${access_token}`, "MCP-Protocol-Version": "2025-11-25" };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
  return (await fetch(`${url}/mcp`, { method: "POST", headers, body })).status;
};
seen.tools = await tools();

// Theirs, and nobody else's.
await page.goto(`${url}/keys?view=everybody`);
await heading("API keys");
seen.member = await button("Everybody's").count();
await button("Programs").click();
await page.getByRole("region", { name: "Programs with access" }).waitFor();
seen.others = await page.getByRole("heading", { name: "Everybody's programs" }).count();
await look("programs");
// What they did is theirs to see, though the log isn't.
await go("Security");
const activity = page.getByRole("region", { name: "Recent activity" });
await activity.getByText("grant.created").waitFor();
seen.activity = await page.getByRole("link", { name: "All of it" }).count();
await look("security-member");
await button("Sign out").click();
await heading("Sign in");

// The owner sees whose it is, filters by that, and ends it.
await signIn(url, owner, password);
await heading("API keys");
await button("Programs").click();
await page.getByText("No program may act in your name.").waitFor();
const everybody = page.getByRole("region", { name: "Everybody's programs" });
await everybody.getByRole("cell", { name: "Bob", exact: true }).waitFor();
await look("programs-everybody");
await page.getByLabel("Owner").selectOption({ label: await page.getByLabel("Owner").locator("option").filter({ hasText: "Ada" }).innerText() });
await heading("Nothing matches");
seen.filter = new URL(page.url()).searchParams.has("owner");
await button("Clear the filter").click();
await everybody.getByRole("button", { name: /^End the access of / }).click();
await dialog().getByText("It can ask Bob again.").waitFor();
await look("program-end");
await dialog().getByRole("button", { name: "End", exact: true }).click();
await page.getByText("No program may act in anybody's name here.").waitFor();
seen.ended = await tools();
await go("Audit log");
await page.getByRole("button", { name: "grant.revoked" }).waitFor();
seen.recorded = await page.getByRole("button", { name: "grant.revoked" }).count();

program.close();
await finish();
