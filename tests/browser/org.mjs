// An owner runs an org: everybody's keys, all that the org has, its records and rules. Arguments: the server's URL, the e-mail
// and password of the owner.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { begin } from "./browser.mjs";

const [url, email, password] = process.argv.slice(2);
const { page, context, seen, present, look, button, heading, dialog, signIn, go, finish } = await begin();

const api = (path, body, method = "POST") =>
  page.evaluate(
    async ([path, body, method]) => {
      const answer = await fetch(`/api/v1${path}`, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
      return { status: answer.status, ...(await answer.json()) };
    },
    [path, body, method],
  );
const use = async (key) => (await context.request.get(`${url}/api/v1/models`, { headers: { Authorization: `Bearer ${key}`, Cookie: "" } })).status();
const menu = async (of, item) => {
  await button(`Actions of ${of}`).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};
const cell = (name) => page.getByRole("cell", { name }).first();
const gone = () => dialog().waitFor({ state: "detached" });

await present(true);
await signIn(url, email, password);
await go("Security");
await button("Add a passkey…").click();
await button("I have kept them").click();
await page.getByText("Recent activity").waitFor();

// Every page of things that there are none of yet.
for (const [link, slug] of [["Files", "files"], ["Connections", "connections"], ["Webhooks", "webhooks"], ["Machine payments", "payments"], ["Agents", "agents"], ["Agent sessions", "agent-sessions"], ["Projects", "projects"], ["Skills", "skills"], ["Guardrails", "guardrails"], ["Memories", "memories"]]) {
  await go(link);
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  await look(`${slug}-empty`);
}

// Keys: a second one, paused and back; everybody's, by owner and state, in the URL.
const key = (await api("/api-keys", { name: "CI deploy" })).data;
await api("/api-keys", { name: "Nightly backup", scopes: ["models:read", "files:read", "files:write"] });
await go("API keys");
await menu("CI deploy", "Pause");
await page.getByText("“CI deploy” is paused").waitFor();
seen.paused = await use(key.key);
await menu("CI deploy", "Resume");
await page.getByText("“CI deploy” works again").waitFor();
seen.resumed = await use(key.key);
await menu("CI deploy", "Edit…");
await page.getByText("More…").count();
await page.getByLabel("Works from").fill("192.0.2.0/24");
await look("key-change");
await button("Save").click();
await gone();
seen.bound = await use(key.key);
await button("Everybody's").click();
await page.getByRole("cell", { name: /^Nightly backup/ }).waitFor();
await look("keys-everybody");
await menu("Nightly backup", "Pause");
await page.getByText("“Nightly backup” is paused").waitFor();
await page.getByLabel("State").selectOption("paused");
await cell(/^CI deploy/).waitFor({ state: "detached" });
seen.filter = new URL(page.url()).search;
await page.reload();
await page.getByRole("cell", { name: /^Nightly backup/ }).waitFor();
seen.filtered = await page.getByRole("cell", { name: /^CI deploy/ }).count();
await menu("Nightly backup", "Revoke…");
await look("revoke-theirs");
await button("Revoke").click();
await heading("Nothing matches");

// What is in workspaces.
await go("Workspaces");
await button("New workspace…").first().click();
await page.getByLabel("Name").fill("Research");
await button("Create").click();
await cell("Research").waitFor();
await page.getByRole("link", { name: "Research" }).click();
await page.getByRole("heading", { name: "Budget" }).waitFor();
await button("Change the limits…").click();
await page.getByLabel("Tokens in a day").fill("1000000");
await button("Save").click();
await gone();
await page.getByText(/of 1.000.000/).waitFor();
await look("workspace");
await go("Agents");
await button("New agent…").first().click();
await page.getByLabel("Name").fill("Scout");
await look("agent-new");
await button("Create").click();
await cell("Scout").waitFor();
const { data: agents } = await api("/agents", undefined, "GET");
await api(`/agents/${agents.items[0].id}/heartbeat`, { status: "working", version: "1.2.0" });
await page.getByText("working").waitFor({ timeout: 20_000 });
await look("agents");
for (const [link, add, name, more] of [
  ["Projects", "New project…", "Apollo", {}],
  ["Skills", "New skill…", "Summarise", { Instructions: "Answer in one sentence." }],
  ["Guardrails", "New guardrail…", "No deletes", { Pattern: "DROP TABLE" }],
  ["Memories", "New memory…", "Tone", { Content: "They like it short." }],
  ["Agent sessions", "New session…", "Planning", {}],
]) {
  await go(link);
  await button(add).first().click();
  await page.getByLabel("Name").fill(name);
  for (const [label, text] of Object.entries(more)) await page.getByLabel(label).fill(text);
  if (link === "Guardrails") await look("guardrail-new");
  await button("Create").click();
  await gone();
  await page.getByRole("cell", { name }).first().waitFor();
  await look(link.toLowerCase().replace(" ", "-"));
}
await menu("Planning", "Participants…");
await look("participants");
await page.keyboard.press("Escape");
await gone();
await go("Skills");
await menu("Summarise", "Edit…");
await page.getByLabel("Name").fill("Summarise well");
await page.getByLabel("Enabled").uncheck();
await button("Save").click();
await gone();
await cell("Summarise well").waitFor();
const { data: skills } = await api("/skills", undefined, "GET");
seen.skill = [skills.items[0].name, skills.items[0].enabled, skills.items[0].instructions];
await menu("Summarise well", "Delete…");
await button("Delete").click();
await heading("No skills yet");

// Connections: a secret, and another in its place.
await go("Connections");
await button("New connection…").first().click();
await page.getByLabel("Name").fill("Billing");
await page.getByLabel("Service").fill("stripe");
await page.getByLabel("Secret", { exact: true }).fill("sk_test_1");
await button("Create").click();
await cell("Billing").waitFor();
await menu("Billing", "New secret…");
await page.getByLabel("Secret", { exact: true }).fill("sk_test_2");
await button("Save").click();
await cell("version 2").waitFor();
await look("connections");

// Keys fetch it where they are allowed to; a person sees it once they have agreed to what follows.
const fetching = (await api("/api-keys", { name: "Fetches", scopes: ["connections:use"] })).data;
const { data: kept } = await api("/connections", undefined, "GET");
const fetched = async () => (await context.request.get(`${url}/api/v1/connections/${kept.items[0].id}/secret`, { headers: { Authorization: `Bearer ${fetching.key}`, Cookie: "" } })).status();
seen.secrets = [await fetched()];
await menu("Billing", "Let keys use it");
await cell("May use it").waitFor();
seen.secrets.push(await fetched());
await menu("Billing", "Show the secret…");
await look("connection-secret-ask");
await button("Show").click();
await heading("Secret of “Billing”");
seen.secrets.push(await dialog().locator("pre").innerText());
await look("connection-secret");
await button("Done").click();
await gone();
await menu("Billing", "Keys may no longer use it");
await cell("May not").waitFor();
seen.secrets.push(await fetched());

// Files: up and down, byte for byte, with how far they are and what went wrong.
await go("Files");
const network = await context.newCDPSession(page);
const slow = (rate) => network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: rate, uploadThroughput: rate });
const halfway = () => page.waitForFunction(() => [...document.querySelectorAll("progress")].some(({ value }) => value > 0 && value < 1));
await network.send("Network.enable");
const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
await slow(20_000);
await page.locator("input[type=file]").setInputFiles({ name: "numbers.bin", mimeType: "application/octet-stream", buffer: content });
await halfway();
await look("file-upload");
await slow(-1);
await cell("numbers.bin").waitFor();
await look("files");
await button("Actions of numbers.bin").click();
await slow(20_000);
const coming = page.waitForEvent("download");
await page.getByRole("menuitem", { name: "Download" }).click();
await halfway();
await slow(-1);
const download = await coming;
seen.same = readFileSync(await download.path()).equals(content);
await page.locator("input[type=file]").setInputFiles({ name: "numbers.bin", mimeType: "application/octet-stream", buffer: Buffer.from("x") });
await page.getByText("“numbers.bin” is uploaded").first().waitFor();
await context.route("**/api/v1/files?name=*", (route) => route.abort());
await page.locator("input[type=file]").setInputFiles({ name: "late.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
await page.getByRole("alert").waitFor();
await look("file-failed");
await context.unroute("**/api/v1/files?name=*");
await button("Try again").click();
await cell("late.txt").waitFor();

// Webhooks: the secret once, a message that arrives, and again.
let received = 0;
const service = createServer((request, answer) => request.resume().on("end", () => (received++, answer.writeHead(204).end())));
await new Promise((resolve) => service.listen(0, "127.0.0.1", resolve));
const hook = `http://127.0.0.1:${service.address().port}/almond`;
await go("Webhooks");
await button("New endpoint…").first().click();
await page.getByLabel("URL").fill(hook);
await look("webhook-new");
await button("Create").click();
await heading("The secret of this endpoint");
await look("webhook-secret");
seen.secret = (await dialog().locator("pre").innerText()).startsWith("whsec_");
await button("I have kept it").click();
await gone();
await menu(hook, "Send a test event");
await page.getByText("A test event is on its way.").waitFor();
await look("webhooks");
await menu(hook, "Deliveries");
await cell("Delivered").waitFor();
await look("deliveries");
await page.locator("tbody").getByRole("button").first().click();
await look("delivery");
await page.keyboard.press("Escape");
await gone();
const before = received;
await button("Send again").first().click();
await page.getByText("It is sent again.").waitFor();
while (received === before) await page.waitForTimeout(100);
// What happened before it was there is sent too.
const then = received;
await button("Send what was missed…").click();
await look("replay");
await button("Send").click();
await page.getByText(/^\d\d+ messages are on their way\.$/).waitFor();
while (received < then + 10) await page.waitForTimeout(100);
await page.getByLabel("State").selectOption("failed");
await heading("Nothing matches");
await button("Clear the filter").click();
await cell("Delivered").waitFor();
seen.replayed = true;
service.close();

// Records: by action and person in the URL, and taken along.
await go("Audit log");
await page.getByLabel("Action").selectOption("key.minted");
await cell("key.paused").waitFor({ state: "detached" });
await page.getByRole("button", { name: "key.minted" }).nth(1).waitFor();
seen.records = [new URL(page.url()).search, await page.getByRole("button", { name: "key.minted" }).count()];
await look("audit-filtered");
const [table] = await Promise.all([page.waitForEvent("download"), (async () => (await button("Export…").click(), page.getByRole("menuitem", { name: "As a table (CSV)" }).click()))()]);
seen.exported = readFileSync(await table.path(), "utf8").trim().split("\r\n").length;
await button("key.minted").first().click();
await look("record");
await page.keyboard.press("Escape");
await gone();

// Rules.
await go("Settings");
await page.getByLabel("Everybody needs a second factor").check();
await page.getByLabel("Strict scopes").check();
await page.getByLabel("Name", { exact: true }).fill("Acme Ltd");
await button("Save").click();
await page.getByText("Saved.").waitFor();
const { data: session } = await api("/auth/session", undefined, "GET");
const { data: org } = await api(`/orgs/${session.org.id}`, undefined, "GET");
seen.rules = [org.name, org.requireTwoFactor, org.strictScopes];
await look("settings");

// All of it in the second language, whose words are longer.
await button("Deutsch").click();
await page.locator("html[lang=de]").waitFor();
const links = await page.getByRole("navigation").getByRole("link").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
for (const path of links.filter((path) => !path.startsWith("/api"))) {
  await page.getByRole("navigation").locator(`a[href="${path}"]`).click();
  await page.waitForURL(url + path);
  await page.waitForLoadState("networkidle");
  await look(`german-${path.slice(1)}`);
}
seen.german = links.length > 15;

await finish();
