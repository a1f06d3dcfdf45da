// Gets a key in Chromium as the `internal` dialect publishes it: opens the page to sign in, is sent to the provider and back, and
// copies the key. Argument: the server's URL. Prints what the page shows, loads and leaves behind, as JSON. With SCREENSHOTS in
// the environment, a folder, it leaves pictures there.
import { chromium } from "playwright-core";

const [url] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
const page = await context.newPage();
page.setDefaultTimeout(20_000);
const complaints = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));

async function picture(name) {
  if (!process.env.SCREENSHOTS) return;
  for (const [width, scheme] of [[1000, "light"], [360, "dark"]]) {
    await page.setViewportSize({ width, height: 700 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-${width}.png` });
  }
}

const answer = await page.goto(`${url}/auth/login`);
const status = answer.status();
const text = (id) => page.locator(`#${id}`).innerText();
const [key, prefix, title] = [await text("key"), await text("prefix"), await page.title()];
await page.getByRole("button", { name: "Copy the key" }).click();
await page.getByText("Copied.").waitFor();
const copied = await page.evaluate(() => navigator.clipboard.readText());
const box = await page.locator("main").boundingBox();
const styled = await page.locator(".key").evaluate((element) => getComputedStyle(element).borderTopStyle);
await picture("key");
const at = page.url();
const shown = await page.locator("main").innerText();
// What a reload brings shows no key.
const reloaded = await page.reload();
const again = await page.locator("main").innerText();
await picture("problem");
const broken = complaints.filter((text) => !text.startsWith("Failed to load resource"));
console.log(JSON.stringify({ status, at, title, key, prefix, copied, shown, styled, width: box.width, reloaded: reloaded.status(), again, broken }));
await browser.close();
