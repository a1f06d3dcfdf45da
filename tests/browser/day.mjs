// A person's first day in the dashboard, in Chromium: signs in, adds a passkey, makes a key, uses it, ends it. Arguments: the
// server's URL, the e-mail and the password. Prints what was seen as JSON.
import { readFileSync } from "node:fs";
import { begin } from "./browser.mjs";

const [url, email, password] = process.argv.slice(2);
const { browser, page, context, seen, present, look, button, heading, dialog, finish } = await begin();

// What a first visit loads, as it comes over the wire.
const network = await context.newCDPSession(page);
await network.send("Network.enable");
let loaded = 0;
network.on("Network.loadingFinished", ({ encodedDataLength }) => (loaded += encodedDataLength));

await page.goto(`${url}/`);
if (await page.getByText("not in this build").count()) throw new Error("run `make dashboard`, then build again");
await heading("Sign in");
await page.waitForLoadState("networkidle");
seen.loaded = loaded;
// How soon the first of it is painted: the best of three first visits, since others use the machine too.
const paints = [];
for (let visit = 0; visit < 3; visit++) {
  const fresh = await browser.newContext();
  const first = await fresh.newPage();
  await first.goto(`${url}/`);
  await first.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  const paint = await first.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  paints.push(await paint.jsonValue());
  await fresh.close();
}
seen.painted = Math.min(...paints);
await look("sign-in");
for (const [path, title] of [["/sign-up", "Make an account"], ["/forgot", "Forgotten password"]]) {
  await page.goto(url + path);
  await heading(title);
  await look(path.slice(1));
}

// A deep link is where one ends after signing in; a wrong password says so and keeps what was typed.
await page.goto(`${url}/keys?q=deploy`);
await heading("Sign in");
await page.getByLabel("E-mail").fill(email);
await page.getByLabel("Password", { exact: true }).fill("not the password at all");
await button("Sign in").click();
await page.getByRole("alert").waitFor();
seen.kept = await page.getByLabel("E-mail").inputValue();
await look("sign-in-refused");
await page.getByLabel("Password", { exact: true }).fill(password);
await button("Sign in").click();
await heading("API keys");
seen.deep = new URL(page.url()).search;
await heading("No keys yet");
await look("keys-empty");

// The first factor.
await page.getByRole("link", { name: "Security" }).click();
await heading("Passkeys");
await look("security-empty");
await present(true);
await button("Add a passkey…").click();
await dialog().getByRole("heading", { name: "Your recovery codes" }).waitFor();
await look("recovery-codes");
const codes = await dialog().getByRole("listitem").allInnerTexts();
seen.codes = codes.length;
// They are taken along as a file, and on paper without what is around them.
const [taken] = await Promise.all([page.waitForEvent("download"), button("Download").click()]);
seen.file = readFileSync(await taken.path(), "utf8") === `${codes.join("\n")}\n`;
await page.emulateMedia({ media: "print" });
seen.printed = [await dialog().getByText(codes[0]).isVisible(), await page.locator("main").isVisible(), await button("Download").isVisible()];
await page.emulateMedia({ media: null });
await button("I have kept them").click();
await dialog().waitFor({ state: "detached" });
await look("security");

// The passkey is the second step too.
await present(false);
await button("Sign out").click();
await heading("Sign in");
await page.getByLabel("E-mail").fill(email);
await page.getByLabel("Password", { exact: true }).fill(password);
await button("Sign in").click();
await heading("One more step");
await look("second-step");
await present(true);
await button("Use a passkey").click();
await heading("API keys");

// Switching the org drops the step-up: the prompt comes over the form, and the request goes out by itself.
seen.dropped = await page.evaluate(async () => {
  const { data } = await (await fetch("/api/v1/auth/session")).json();
  const body = JSON.stringify({ orgId: data.org.id });
  return (await fetch("/api/v1/auth/session/org", { method: "POST", headers: { "Content-Type": "application/json" }, body })).status;
});

// A key, the step-up over its form, and what is shown once.
await button("Make a key…").first().click();
await page.getByLabel("Name").fill("CI deploy");
await page.getByLabel("read files").check();
await look("mint");
await present(false);
await button("Make the key").click();
await heading("Confirm that it's you");
await look("step-up");
// Whoever doesn't confirm has lost nothing.
await page.getByRole("dialog", { name: "Confirm that it's you" }).getByRole("button", { name: "Cancel" }).click();
seen.form = await page.getByLabel("Name").inputValue();
await button("Make the key").click();
await heading("Confirm that it's you");
await present(true);
await button("Confirm with a passkey").click();
await heading("Your key is ready");
await look("reveal");
await button("Copy the key").click();
const key = await page.evaluate(() => navigator.clipboard.readText());
await page.keyboard.press("Escape");
await heading("Have you kept the key?");
await look("reveal-guard");
// A stray Enter loses nothing.
await page.keyboard.press("Enter");
await heading("Your key is ready");
await page.evaluate(() => history.back());
await heading("Have you kept the key?");
await button("Back to the key").click();
const [asked] = await Promise.all([page.waitForEvent("dialog"), page.evaluate(() => void setTimeout(() => location.reload()))]);
seen.unload = asked.type();
await asked.dismiss();
await heading("Your key is ready");
await button("Done").click();
await dialog().waitFor({ state: "detached" });
seen.chip = await page.getByText(/Confirmed, \d+ min left/).count();
const use = async (key) => (await context.request.get(`${url}/api/v1/models`, { headers: { Authorization: `Bearer ${key}`, Cookie: "" } })).status();
seen.minted = await use(key);
await page.getByRole("cell", { name: /^CI deploy/ }).waitFor();
await look("keys");

// Searching is in the URL; another word finds nothing, and says so.
await page.getByRole("searchbox").fill("nothing such");
await heading("Nothing matches");
seen.search = new URL(page.url()).searchParams.get("q");
await look("keys-none");
await button("Clear the filter").click();

// Rotated at once, the old one is dead and the new one works.
await button("Actions of CI deploy").click();
await page.getByRole("menuitem", { name: "Rotate…" }).waitFor();
await look("menu");
await page.getByRole("menuitem", { name: "Rotate…" }).click();
await page.getByLabel("No time: it ends at once").check();
await look("rotate");
await button("Rotate").click();
await heading("Your key is ready");
await button("Copy the key").click();
const rotated = await page.evaluate(() => navigator.clipboard.readText());
await button("Done").click();
await dialog().waitFor({ state: "detached" });
seen.rotated = [await use(key), await use(rotated)];

// With an overlap both work, and one is told when the old one was used last, and from where.
const row = page.getByRole("row", { name: new RegExp(`^CI deploy ${rotated.slice(0, 12)}`) });
await row.getByRole("button").click();
await page.getByRole("menuitem", { name: "Rotate…" }).click();
await dialog().getByText(/^The old key was last used .+, from 127\.0\.0\.1\.$/).waitFor();
await page.getByLabel("24 hours").check();
await button("Rotate").click();
await heading("Your key is ready");
await dialog().getByText(/^The old key ends (tomorrow|in 24 hours)\. The old key was last used .+, from 127\.0\.0\.1\.$/).waitFor();
await look("reveal-rotated");
await button("Copy the key").click();
const third = await page.evaluate(() => navigator.clipboard.readText());
await button("Done").click();
await dialog().waitFor({ state: "detached" });
seen.overlap = [await use(rotated), await use(third)];
await row.getByText("from 127.0.0.1").waitFor();
await look("keys-rotated");
await row.getByRole("button").click();
await page.getByRole("menuitem", { name: "Revoke…" }).click();
await look("revoke");
await button("Revoke").click();
await row.waitFor({ state: "detached" });
seen.revoked = [await use(rotated), await use(third)];

// The other pages.
for (const [link, title] of [["Members", "Members"], ["Settings", "Settings"], ["Workspaces", "Workspaces"], ["Audit log", "Audit log"]]) {
  await page.getByRole("navigation").getByRole("link", { name: link, exact: true }).click();
  await heading(title);
  await page.waitForLoadState("networkidle");
  await look(title.toLowerCase().replace(" ", "-"));
}
seen.audited = (await page.getByRole("cell", { name: "key.minted" }).count()) > 0;
await page.getByRole("link", { name: "Members", exact: true }).click();
await button("Invite…").click();
await page.getByLabel("E-mail").fill("grace@example.com");
await look("invite");
await button("Send the invitation").click();
await page.getByRole("cell", { name: "grace@example.com", exact: true }).waitFor();
await look("members-invited");

// The second language.
await button("Deutsch").click();
await heading("Mitglieder");
seen.language = await page.locator("html").getAttribute("lang");
await look("members-german");
await button("English").click();
await heading("Members");

// Ended elsewhere: the page stays, says so, and leads back.
await page.getByRole("heading", { name: "Members" }).evaluate((element) => (element.dataset.mark = "here before"));
const other = await context.newPage();
await other.goto(`${url}/keys`);
await other.getByRole("button", { name: "Sign out" }).click();
await other.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
await page.bringToFront();
await heading("Your session has ended");
await look("ended");
seen.stayed = await page.locator("h1").getAttribute("data-mark");
await other.close();
// A passkey that is there would offer itself, and the page be gone before it was seen.
await present(false);
await button("Sign in again").click();
await heading("Sign in");
await present(true);
await button("Sign in with a passkey").click().catch(() => {});
await heading("Members");
seen.back = new URL(page.url()).pathname;

await finish();
