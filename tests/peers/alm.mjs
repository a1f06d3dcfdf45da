// The person who approves a device login in Chromium. Arguments: the page with the code filled in, an address, its password, a code
// of the authenticator app. Prints what the page says of the device.
import { chromium } from "playwright-core";

const [url, email, password, totp] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
const page = await browser.newPage();
page.setDefaultTimeout(20_000);
await page.goto(url);
if (await page.getByText("not in this build").count()) throw new Error("run `make dashboard`, then build again");
const button = (name) => page.getByRole("button", { name, exact: true });
await page.getByLabel("E-mail").fill(email);
await page.getByLabel("Password", { exact: true }).fill(password);
await button("Sign in").click();
await page.getByLabel("Code").fill(totp);
await button("Sign in").click();
await button("Let it in").waitFor();
const told = (term) => page.locator("dt", { hasText: term }).first().locator("xpath=following-sibling::dd[1]").innerText();
const shown = { code: await told("Code"), client: await told("Device"), can: await page.locator("fieldset label > span > span").allInnerTexts() };
await button("Let it in").click();
await page.getByRole("heading", { name: "Done" }).waitFor();
console.log(JSON.stringify(shown));
await browser.close();
