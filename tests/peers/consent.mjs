// A person answers what clients ask for, in Chromium. Arguments: the server's URL, the e-mail and the password. Prints what was
// seen as JSON; pages are judged by axe, and each violation of the content security policy is told. With SCREENSHOTS in the
// environment, a folder, it leaves pictures there.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [url, email, password] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const context = await browser.newContext();
const page = await context.newPage();
page.setDefaultTimeout(15_000);
const [broken, violations, looks, seen] = [[], [], [], {}];
page.on("pageerror", (error) => broken.push(String(error)));
await context.exposeFunction("tellViolation", (text) => violations.push(text));
await context.addInitScript(() =>
  document.addEventListener("securitypolicyviolation", (event) =>
    window.tellViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
  ),
);
const devtools = await context.newCDPSession(page);
await devtools.send("WebAuthn.enable");
const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
  options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
});
const present = (enabled) => devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
await present(false);

async function look(name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity);
      await Promise.all(ending.map((one) => one.finished.catch(() => {})));
    });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
    for (const { id, nodes } of violations) looks.push(`${name}, ${colorScheme}: ${id}: ${nodes.map((node) => node.target).join(" ")}`);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-${colorScheme}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) looks.push(`${name}: ${wide} px too wide on a phone`);
  await page.setViewportSize({ width: 1280, height: 800 });
}

const button = (name) => page.getByRole("button", { name, exact: true });
const heading = (name) => page.getByRole("heading", { name, exact: true }).waitFor();
const dialog = () => page.getByRole("dialog");

// The program that asks, on this machine; it can frame a page, too.
const answers = [];
const program = createServer((request, response) => {
  const to = new URL(request.url, "http://127.0.0.1");
  if (to.pathname === "/callback") answers.push(to.searchParams);
  const frame = to.searchParams.get("frame");
  response.setHeader("Content-Type", "text/html");
  response.end(frame ? `<iframe src="${frame}"></iframe>` : "<h1>Back at the program</h1>");
});
await new Promise((resolve) => program.listen(0, "127.0.0.1", resolve));
const callback = `http://127.0.0.1:${program.address().port}/callback`;
const json = { "Content-Type": "application/json" };
const registration = { redirect_uris: ["http://127.0.0.1/callback"], client_name: "Your bank" };
const registered = await fetch(`${url}/oauth2/register`, { method: "POST", headers: json, body: JSON.stringify(registration) });
const { client_id } = await registered.json();
const verifier = "a-verifier-of-the-tests-that-is-long-enough-to-be-one";
const code_challenge = createHash("sha256").update(verifier).digest("base64url");
const asks = `${url}/oauth2/authorize?${new URLSearchParams({
  response_type: "code", client_id, redirect_uri: callback, code_challenge, code_challenge_method: "S256",
  resource: `${url}/mcp`, scope: "mcp:read mcp:write", state: "a state",
})}`;

// Somebody who has a passkey, and whose step-up is over.
await page.goto(`${url}/sign-in`);
await page.getByLabel("E-mail").fill(email);
await page.getByLabel("Password", { exact: true }).fill(password);
await button("Sign in").click();
await heading("API keys");
await page.getByRole("link", { name: "Security" }).click();
await present(true);
await button("Add a passkey…").click();
await button("I have kept them").click();
await dialog().waitFor({ state: "detached" });
await page.evaluate(async () => {
  const { data } = await (await fetch("/api/v1/auth/session")).json();
  const body = JSON.stringify({ orgId: data.org.id });
  await fetch("/api/v1/auth/session/org", { method: "POST", headers: { "Content-Type": "application/json" }, body });
});

// Yes, which takes the passkey.
await page.goto(asks);
await heading("A program on this device asks for access");
const page_url = page.url();
seen.who = (await page.locator("dd").allInnerTexts()).slice(0, 3);
seen.warned = await page.getByRole("note").isVisible();
seen.asked = await page.locator("fieldset label code").allInnerTexts();
await look("authorize");
await button("Allow").click();
await heading("Confirm that it's you");
await look("authorize-step-up");
await button("Confirm with a passkey").click();
await heading("Back at the program");
const yes = answers.pop();
seen.answered = [Boolean(yes.get("code")), yes.get("state"), yes.get("iss")];
const exchanged = await fetch(`${url}/oauth2/token`, {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "authorization_code", client_id, redirect_uri: callback, code: yes.get("code"), code_verifier: verifier,
    resource: `${url}/mcp`,
  }),
});
const { access_token } = await exchanged.json();
const tools = async () =>
  (await fetch(`${url}/mcp`, {
    method: "POST",
    headers: { ...json, Accept: "application/json, text/event-stream", Authorization: `Bearer ${access_token}`, "MCP-Protocol-Version": "2025-11-25" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} }),
  })).status;
seen.tools = await tools();

// No, by somebody who has to sign in first.
await present(false);
await context.clearCookies();
await page.goto(asks);
await heading("Sign in");
await page.getByLabel("E-mail").fill(email);
await page.getByLabel("Password", { exact: true }).fill(password);
await button("Sign in").click();
await heading("One more step");
await present(true);
await button("Use a passkey").click();
await heading("A program on this device asks for access");
await button("Deny").click();
await heading("Back at the program");
const no = answers.pop();
seen.denied = [no.get("error"), no.get("state"), no.get("iss")];

// Nobody clicks on it unseen.
await page.goto(`${callback.replace("/callback", "/")}?${new URLSearchParams({ frame: page_url })}`);
await page.waitForLoadState("networkidle");
const frame = page.frames().find((one) => one !== page.mainFrame());
seen.framed = (await frame.content().catch(() => "")).includes("almond-ways-in");

// What was let in is listed, and ended.
await page.goto(`${url}/security`);
await heading("Programs with access");
const access = page.getByRole("region", { name: "Programs with access" });
await access.waitFor();
await look("grants");
await access.getByRole("button", { name: "End" }).click();
await dialog().getByRole("button", { name: "End", exact: true }).click();
await page.getByText("No program may act in your name.").waitFor();
seen.ended = await tools();

// A stranger, and what is over.
await page.goto(`${url}/oauth2/authorize?client_id=nobody`);
await heading("This program can't be given access");
seen.refused = await page.getByRole("heading").innerText();
await look("authorize-refused");
await page.goto(`${url}/authorize?request=over`);
await heading("This can't be answered");
seen.over = await page.getByRole("heading").innerText();
await look("authorize-over");

console.log(JSON.stringify({ ...seen, broken, violations: violations.filter((text) => !text.startsWith("frame-ancestors")), looks }));
await browser.close();
program.close();
