// From the link that an empty server prints to a key that works, as somebody who has read nothing. Argument: the link.
import { begin } from "./browser.mjs";

const [link] = process.argv.slice(2);
const { page, context, seen, present, look, button, heading, dialog, finish } = await begin();
const url = link.slice(0, link.indexOf("/setup"));
const started = Date.now();

await page.goto(link);
await heading("Set up Almond");
seen.bare = page.url();
await look("setup");
await page.getByLabel("Your name").fill("Ada Lovelace");
await page.getByLabel("E-mail").fill("ada@example.com");
// What is wrong is said, and nothing that was typed is lost.
await page.getByLabel("Password", { exact: true }).fill("password1234");
await page.getByLabel("Organization").fill("Acme");
await button("Make my account").click();
await page.getByRole("alert").waitFor();
seen.kept = await page.getByLabel("Organization").inputValue();
await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
seen.wrong = await page.evaluate(() => document.activeElement.name);
await look("setup-refused");
await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
await button("Make my account").click();
await heading("API keys");
await heading("No keys yet");
await look("welcome");

// The key wants a step-up, and that a factor: the prompt leads there and back.
await present(true);
await button("Make a key…").first().click();
await page.getByLabel("Name").fill("My first key");
await button("Make the key").click();
await heading("First, a way to confirm that it's you");
await look("step-up-none");
await button("Add a passkey").click();
await dialog().getByRole("heading", { name: "Your recovery codes" }).waitFor();
await button("I have kept them").click();
await heading("Your key is ready");
await button("Copy the key").click();
const key = await page.evaluate(() => navigator.clipboard.readText());
seen.minted = (await context.request.get(`${url}/api/v1/models`, { headers: { Authorization: `Bearer ${key}`, Cookie: "" } })).status();
seen.quick = Date.now() - started < 60_000;
await button("Done").click();
await dialog().waitFor({ state: "detached" });

// The link is dead now, also for who still has it open.
await page.goto(link);
await heading("Set up Almond");
await page.getByLabel("Your name").fill("Eve");
await page.getByLabel("E-mail").fill("eve@example.com");
await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
await page.getByLabel("Organization").fill("Evil");
await button("Make my account").click();
await heading("This link doesn't work");
await look("setup-dead");

await finish();
