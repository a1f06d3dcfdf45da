// An owner sees how the keys of the org are used, a member their own. Arguments: the server's URL, the e-mail and password of
// the owner, and the e-mail of a member with the same password.
import { begin } from "./browser.mjs";

const [url, email, password, member] = process.argv.slice(2);
const { page, context, seen, present, look, button, signIn, go, heading, finish } = await begin();

const api = (path, body, method = "POST") =>
  page.evaluate(
    async ([path, body, method]) => {
      const answer = await fetch(`/api/v1${path}`, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
      return (await answer.json()).data;
    },
    [path, body, method],
  );
const use = async (key, path) => (await context.request.get(`${url}/api/v1/${path}`, { headers: { Authorization: `Bearer ${key.key}`, Cookie: "" } })).status();
const plot = (title) => page.locator("section", { has: page.getByRole("heading", { name: title, exact: true }) });
const summary = async (title) => (await plot(title).locator("p").first().innerText()).trim();

await present(true);
await signIn(url, email, password);
await go("Security");
await button("Add a passkey…").click();
await button("I have kept them").click();
await page.getByText("Recent activity").waitFor();

await go("Usage");
await plot("Checks").waitFor();
seen.none = [await summary("Checks"), await summary("Refusals by reason"), await summary("Tokens spent")];
await look("usage-empty");

// What two keys do, one of them after its end, and a service that spends from a budget.
const deploy = await api("/api-keys", { name: "CI deploy" });
const old = await api("/api-keys", { name: "Old laptop" });
const workspace = await api("/workspaces", { name: "Lab" });
await api(`/workspaces/${workspace.id}/budget`, { tpmLimit: 1000, dailyTokenLimit: 5000 }, "PATCH");
const metered = await api("/api-keys", { name: "Chat service", workspaceId: workspace.id });
seen.answers = [];
for (const [key, path] of [[deploy, "models"], [deploy, "models"], [deploy, "models"], [deploy, "files"]]) seen.answers.push(await use(key, path));
await api(`/api-keys/${old.id}`, undefined, "DELETE");
seen.answers.push(await use(old, "models"), await use(old, "models"));
for (const cost of [300, 300, 600]) seen.answers.push((await api("/api-keys/verify", { key: metered.key, cost })).code);

await go("API keys");
await go("Usage");
await page.getByRole("heading", { name: "Most used keys" }).waitFor();
seen.all = [await summary("Checks"), await summary("Refusals by reason"), await summary("Tokens spent")];
const rows = await page.getByRole("region", { name: "Most used keys" }).getByRole("row").all();
seen.busiest = [];
for (const row of rows.slice(1)) seen.busiest.push((await row.getByRole("cell").allInnerTexts()).slice(-3).join(" "));
seen.budget = await plot("Budgets today").getByText("of 5,000").innerText();

// The numbers for who can't see the plot, or would rather read: all of the range, the last row being now.
await plot("Refusals by reason").getByText("As a table").click();
const table = plot("Refusals by reason").getByRole("row");
seen.table = [await table.count(), (await table.last().getByRole("cell").allInnerTexts()).join(" ")];
await look("usage-table");

// What the pointer is on, in words. The hour may have turned since, so the bars are looked for.
const over = plot("Checks").locator(".u-over");
const box = await over.boundingBox();
let pointed = "";
for (const hours of [0.5, 1.5]) {
  await page.mouse.move(box.x + box.width * (1 - hours / 24), box.y + box.height / 2);
  pointed = (await plot("Checks").locator("ul").innerText()).replaceAll(/\s+/g, " ");
  if (!pointed.includes("Allowed 0")) break;
}
seen.pointed = /Allowed \d+ Refused \d+/.exec(pointed)?.[0];
await page.mouse.move(0, 0);

// One key, and another range: both in the URL, and there again after a reload.
await button("Old laptop").click();
await page.getByText("2 checks, of which 2 refused (100%).").waitFor();
await button("30 days").click();
await page.waitForURL(/range=month/);
await page.reload();
await page.getByText("2 checks, of which 2 refused (100%).").waitFor();
const asked = new URL(page.url()).searchParams;
seen.url = [asked.get("range"), asked.get("key") === old.id, await page.getByLabel("Key", { exact: true }).inputValue() === old.id];
// From the list of keys to the use of one.
await go("API keys");
await button("Actions of CI deploy").click();
await page.getByRole("menuitem", { name: "Usage", exact: true }).click();
await page.getByText("4 checks, of which 1 refused (25%).").waitFor();
await page.getByLabel("Key", { exact: true }).selectOption("");
await page.getByText(/^9 checks/).waitFor();

// A week of a busy org, to be looked at.
const wave = (index, most) => Math.round(most * (0.35 + 0.65 * Math.max(0, Math.sin(((index % 24) - 6) / 24 * 2 * Math.PI))) * (index % 168 < 120 ? 1 : 0.4));
await page.route(/\/usage\?/, async (route) => {
  const answer = await route.fetch();
  const body = await answer.json();
  const total = { checks: 0, refused: 0, tokens: 0, refusals: Object.fromEntries(Object.keys(body.data.total.refusals).map((name) => [name, 0])) };
  body.data.spans.forEach((span, index) => {
    const refusals = { ...total.refusals, ...Object.fromEntries(Object.keys(total.refusals).map((name) => [name, 0])) };
    Object.assign(refusals, { revoked: index > 90 && index < 120 ? 60 : 3, insufficientScope: wave(index, 25), rateLimited: index % 24 === 13 ? 90 : 0, forbiddenAddress: index % 40 === 0 ? 12 : 0, expired: wave(index, 8) });
    const refused = Object.values(refusals).reduce((sum, count) => sum + count, 0);
    Object.assign(span, { refusals, refused, checks: wave(index, 1_800) + refused, tokens: wave(index, 260_000) });
    for (const name of ["checks", "refused", "tokens"]) total[name] += span[name];
    for (const name of Object.keys(refusals)) total.refusals[name] += refusals[name];
  });
  body.data.total = total;
  await route.fulfill({ response: answer, json: body });
});
await button("7 days").click();
await page.waitForURL(/range=week/);
await plot("Checks").getByText(/\d{3},\d{3} checks/).waitFor();
await look("usage");
await page.unroute(/\/usage\?/);

// A failure is said, and can be tried again.
await page.route(/\/usage\?/, (route) => route.fulfill({ status: 503, json: { success: false, error: { code: "UNAVAILABLE", message: "", requestId: "r-1" } } }));
await button("24 hours").click();
await page.getByRole("alert").waitFor();
await look("usage-failed");
await page.unroute(/\/usage\?/);
await button("Try again").click();
await page.getByText(/^9 checks/).waitFor();

// A name that nobody would choose pushes nothing off the screen.
const long = "W".repeat(100);
await api("/api-keys", { name: long });
await api(`/workspaces/${workspace.id}`, { name: long }, "PATCH");
for (const [link, name] of [["API keys", `Actions of ${long}`], ["Workspaces", ""]]) {
  await go(link);
  await page.getByText(long).first().waitFor();
  const over = await page.getByRole("region", { name: link }).evaluate((list) => list.scrollWidth - list.clientWidth);
  if (over > 0) throw new Error(`${link}: ${over} px off the screen, ${name}`);
  await look(`long-names-${link === "Workspaces" ? "workspaces" : "keys"}`);
}

// The newer wish counts, whichever answer comes last.
await go("Usage");
let held;
await page.route(/interval=day/, async (route) => ((held = route), new Promise((done) => setTimeout(done, 500)).then(() => route.continue())));
await button("90 days").click();
await button("24 hours").click();
await plot("Checks").getByText(/checks, of which/).waitFor();
await page.waitForTimeout(1000);
seen.newer = [held !== undefined, await plot("Checks").getByRole("row", { includeHidden: true }).count()];
await page.unroute(/interval=day/);

// A member has their own keys to look at, or none. The owner's passkey must not offer itself meanwhile.
await present(false);
await button("Sign out").click();
await heading("Sign in");
await signIn(url, member, password);
await heading("API keys");
await go("Usage");
await heading("No keys to look at");
await look("usage-no-keys");
seen.member = await page.getByRole("heading", { name: "Most used keys" }).count();

await finish();
