// The person who approves a device login in Chromium. Arguments: the page with the code filled in, an address, its password, a code
// of the authenticator app. Prints what the page says of the device.
import { chromium } from "playwright-core";

const [url, email, password, totp] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
const page = await browser.newPage();
page.setDefaultTimeout(20_000);
await page.goto(url);
await page.getByLabel("E-mail").fill(email);
await page.getByLabel("Password").fill(password);
await page.getByRole("button", { name: "Sign in" }).click();
await page.getByLabel("Code of your authenticator app").fill(totp);
await page.getByRole("button", { name: "Go on" }).click();
const approve = page.getByRole("button", { name: "Approve" });
await approve.waitFor();
const text = (id) => page.locator(`#${id}`).innerText();
const shown = { code: await text("shown-code"), client: await text("client"), scopes: await text("scopes") };
await approve.click();
await page.getByText("Done.").waitFor();
console.log(JSON.stringify(shown));
await browser.close();
