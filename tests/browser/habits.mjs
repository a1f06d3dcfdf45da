// What a person relies on everywhere: the keyboard alone, a network that goes away, a session and a key that end on another
// node, a provider that is down. Arguments: the server's URL, an e-mail, a password, and the URL of another node or the same.
import { begin } from "./browser.mjs";

const [url, email, password, elsewhere] = process.argv.slice(2);
const { page, context, seen, present, look, button, heading, dialog, signIn, go, finish } = await begin();
/** What has the focus, as it is called: a checkbox by its value. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement: one } = document;
    return one?.getAttribute("aria-label") || one?.textContent?.trim() || (one?.type === "checkbox" && one.value) || one?.tagName;
  });
/** Goes on by tab until this is reached. */
const tabTo = async (name) => {
  for (let at = 0; at < 60; at++) {
    await page.keyboard.press("Tab");
    if ((await focused()) === name) return;
  }
  throw new Error(`no way to ${name} by keyboard; at ${await focused()}`);
};

// A provider that is down: the button has its name, and what went wrong is said in the dashboard.
await page.goto(`${url}/sign-in?next=%2Ffiles`);
const provider = page.getByRole("link", { name: /^Go on with / });
await provider.waitFor();
seen.provider = await provider.innerText();
await look("sign-in-provider");
await provider.click();
await heading("You are not signed in");
seen.status = await page.evaluate(() => performance.getEntriesByType("navigation")[0].responseStatus);
await look("provider-down");
await page.getByRole("link", { name: "Sign in", exact: true }).click();

// Signing in, making a key and leaving the dialog, without a mouse.
await heading("Sign in");
await page.getByLabel("E-mail").focus();
await page.keyboard.type(email);
await page.keyboard.press("Tab");
await page.keyboard.type(password);
await page.keyboard.press("Enter");
await heading("API keys");
await present(true);
// Whoever has just come to a page goes on from its heading; a page that is loaded begins with the way past the menu.
await page.keyboard.press("Tab");
seen.next = await focused();
await page.reload();
await heading("API keys");
await page.keyboard.press("Tab");
seen.skip = await focused();
await page.keyboard.press("Enter");
await tabTo("Make a key…");
await page.keyboard.press("Enter");
await dialog().waitFor();
seen.first = await page.evaluate(() => document.activeElement?.tagName);
await page.keyboard.press("Escape");
await dialog().waitFor({ state: "detached" });
seen.returned = await focused();
await page.keyboard.press("Enter");
await dialog().waitFor();
await page.keyboard.type("By keyboard");
await tabTo("files:read");
await page.keyboard.press("Space");
await tabTo("Make the key");
await page.keyboard.press("Enter");
await heading("First, a way to confirm that it's you");
await page.keyboard.press("Enter");
await heading("Your recovery codes");
await tabTo("I have kept them");
await page.keyboard.press("Enter");
await heading("Your key is ready");
await tabTo("Copy the key");
await page.keyboard.press("Enter");
await dialog().getByText("Copied").first().waitFor();
const key = await page.evaluate(() => navigator.clipboard.readText());
await tabTo("Done");
await page.keyboard.press("Enter");
await page.getByRole("cell", { name: /^By keyboard/ }).waitFor();
await dialog().waitFor({ state: "detached" });
seen.minted = [await focused(), await page.getByText("files:read").count()];
await tabTo("Actions of By keyboard");
await page.keyboard.press("Enter");
await page.getByRole("menuitem", { name: "Edit…" }).waitFor();
await page.keyboard.press("Escape");
await page.getByRole("menuitem", { name: "Edit…" }).waitFor({ state: "detached" });
seen.menu = await focused();
await present(false);

// Without a network what was asked for says so, keeps what was typed, and works once it is back.
await button("Make a key…").first().click();
await page.getByLabel("Name", { exact: true }).fill("Typed offline");
await context.setOffline(true);
await page.getByText("You are offline.").waitFor();
await button("Make the key").click();
await page.getByRole("alert").getByText("The server can't be reached").waitFor();
seen.kept = await page.getByLabel("Name", { exact: true }).inputValue();
await look("offline");
await context.setOffline(false);
await page.getByText("You are offline.").waitFor({ state: "detached" });
await button("Make the key").click();
await heading("Your key is ready");
await button("Done").click();
await dialog().waitFor({ state: "detached" });
await page.getByRole("cell", { name: /^Typed offline/ }).waitFor();

// What is slow shows that it is on its way, but not at once; what fails says so, and can be asked for again.
let release = () => {};
await page.route("**/api/v1/files*", async (route) => {
  await new Promise((resolve) => (release = resolve));
  await route.continue();
});
const loading = page.locator("main [role=status]").filter({ hasText: "Loading…" });
await page.evaluate(() => {
  // The first look at it, in the moment in which it is there.
  new MutationObserver(() => {
    const shown = [...document.querySelectorAll("main [role=status]")].find((one) => one.textContent.includes("Loading…"));
    if (shown) window.firstSeen ??= getComputedStyle(shown).visibility;
  }).observe(document.body, { childList: true, subtree: true });
});
await page.getByRole("navigation").getByRole("link", { name: "Files", exact: true }).click();
await loading.waitFor();
await look("loading");
seen.loading = [await page.evaluate(() => window.firstSeen), await loading.isVisible()];
release();
await heading("No files yet");
await page.unroute("**/api/v1/files*");
await page.route("**/api/v1/connections*", (route) => route.fulfill({ status: 503, json: { success: false, error: { code: "UNAVAILABLE", message: "", requestId: "of-a-test" } } }));
await page.getByRole("navigation").getByRole("link", { name: "Connections", exact: true }).click();
await page.getByRole("alert").getByText("The server can't answer just now.").waitFor();
await look("list-failed");
await page.unroute("**/api/v1/connections*");
await button("Try again").click();
await heading("No connections yet");

// Another tab moves to another org: this one is there too, and back.
const other = await context.newPage();
await other.goto(`${url}/organization`);
await other.getByRole("button", { name: "New organization…" }).click();
await other.getByLabel("Name", { exact: true }).last().fill("Beta");
await other.getByRole("button", { name: "Create", exact: true }).click();
const here = page.getByRole("banner").getByRole("combobox", { name: "Organization" });
await here.locator("option:checked", { hasText: "Beta" }).waitFor({ state: "attached" });
seen.tabs = [await here.locator("option:checked").innerText()];
await other.getByRole("banner").getByRole("combobox", { name: "Organization" }).selectOption("Acme");
await here.locator("option:checked", { hasText: "Acme" }).waitFor({ state: "attached" });
seen.tabs.push(await here.locator("option:checked").innerText());
await other.close();
await go("API keys");

// Less motion for who wants less: nothing takes longer than an instant.
await page.emulateMedia({ reducedMotion: "reduce" });
await button("Make a key…").first().click();
seen.still = await page.evaluate(() => document.getAnimations().every((one) => Number(one.effect.getComputedTiming().duration) < 1));
await page.keyboard.press("Escape");
await page.emulateMedia({ reducedMotion: null });

// A key and the session end on another node: with the answer there, here.
const login = await context.request.post(`${elsewhere}/api/v1/auth/passkey/options`, { data: {} });
seen.there = login.status();
const ended = await page.evaluate(async () => (await (await fetch("/api/v1/api-keys")).json()).data.items.map(({ id, name }) => [id, name]));
const cookies = (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`).join("; ");
const there = (path, method) => fetch(`${elsewhere}/api/v1${path}`, { method, headers: { Cookie: cookies, Origin: url, "Sec-Fetch-Site": "same-origin" } });
const [id] = ended.find(([, name]) => name === "By keyboard");
seen.revoked = (await there(`/api-keys/${id}`, "DELETE")).status;
seen.key = (await context.request.get(`${url}/api/v1/models`, { headers: { Authorization: `Bearer ${key}`, Cookie: "" } })).status();
seen.ended = (await there("/me/sessions", "DELETE")).status;
await page.getByRole("navigation").getByRole("link", { name: "Members", exact: true }).click();
await heading("Your session has ended");
await look("ended-elsewhere");
await button("Sign in again").click();
await heading("Sign in");
seen.back = new URL(page.url()).searchParams.get("next");

await finish();
