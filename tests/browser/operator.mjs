// The operator looks after people, with the master key typed in. Arguments: the server's URL, the e-mail and password of
// somebody, (a folder,) and from the environment the master key.
import { begin } from "./browser.mjs";

const [url, email, password] = process.argv.slice(2);
const { page, context, seen, present, look, button, heading, dialog, signIn, finish } = await begin();
const key = process.env.ALMOND_MASTER_KEY;
const menu = async (of, item) => {
  await button(`Actions of ${of}`).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};
const gone = () => dialog().waitFor({ state: "detached" });
const login = async (password) => (await context.request.post(`${url}/api/v1/auth/login`, { data: { email, password }, headers: { Cookie: "" } })).status();

// A wrong key is said; the right one is nowhere but in memory. A session beside it does no harm.
await signIn(url, email, password);
await heading("API keys");
await page.goto(`${url}/operator`);
await page.getByLabel("Master key").fill("no such key at all, but as long as one");
await button("Go on").click();
await page.getByRole("alert").waitFor();
await look("operator-key");
await page.getByLabel("Master key").fill(key);
await button("Go on").click();
const ada = page.getByRole("cell", { name: /ada@example.com/ }).first();
await ada.waitFor();
await look("operator-people");
seen.kept = await page.evaluate((key) => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]).includes(key), key);

// Found, looked at, shut out, let in, a password.
await page.getByRole("searchbox").fill("nobody at all");
await heading("Nothing matches");
seen.search = new URL(page.url()).searchParams.get("q");
await page.getByRole("searchbox").fill("ADA@");
await ada.waitFor();
const name = (await ada.getByRole("button").innerText()).trim();
await ada.getByRole("button").click();
await dialog().getByText("Acme").waitFor();
await look("operator-person");
await page.keyboard.press("Escape");
await gone();
await menu(name, "Disable");
await page.getByRole("cell", { name: "Disabled" }).waitFor();
seen.disabled = await login(password);
await menu(name, "Enable");
await page.getByRole("cell", { name: "Active" }).waitFor();
seen.enabled = await login(password);
await menu(name, "Set a password…");
await page.getByLabel("New password").fill("another horse 77");
await look("operator-password");
await button("Save").click();
await gone();
seen.password = [await login(password), await login("another horse 77")];
await menu(name, "Delete…");
await dialog().getByText("Acme").waitFor();
await look("operator-delete");
await button("Cancel").click();
await gone();

// Orgs, and from one to its people; mail; nodes.
await button("Organizations").click();
await page.getByRole("cell", { name: "Acme" }).first().waitFor();
await look("operator-orgs");
await page.getByRole("row", { name: /Acme/ }).getByRole("button", { name: "Members" }).click();
await page.getByText("Members of Acme").waitFor();
await ada.waitFor();
await button("Mail").click();
await page.getByRole("cell", { name: email }).first().waitFor();
await look("operator-mails");
await button("Nodes and health").click();
await page.getByText("Ready", { exact: true }).waitFor();
await look("operator-nodes");

// Gone with the page.
await page.reload();
await page.getByLabel("Master key").waitFor();
await present(false);

await finish();
