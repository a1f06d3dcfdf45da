// Clicks its way through Swagger UI in Chromium, as the `tokens` dialect publishes it. Arguments: the page's URL, the token for
// the field HTTPBearer, and operations as JSON: `{summary, path, parameters, body}` each. Prints an answer a line.
import { chromium } from "playwright-core";

const [url, token, ...operations] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
const page = await browser.newPage();
page.setDefaultTimeout(60_000);
const complaints = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));

await page.goto(url);
await page.locator(".auth-wrapper .authorize").click();
const field = page.locator(".auth-container", { hasText: "HTTPBearer" });
await field.locator("input").fill(token);
await field.getByRole("button", { name: "Apply credentials" }).or(field.getByRole("button", { name: "Authorize" })).first().click();
await page.locator(".auth-btn-wrapper .btn-done").first().click();

// Of a long document it shows only as much as one has scrolled to.
async function scrollTo(block) {
  await page.mouse.move(400, 400);
  for (let turns = 0; turns < 600 && !(await block.count()); turns += 1) {
    await page.mouse.wheel(0, 3000);
    await page.waitForTimeout(100);
  }
}

const kept = {};
for (const text of operations) {
  const { summary, path, parameters = {}, body } = JSON.parse(text.replaceAll(/\$\w+/g, (name) => kept[name]));
  const block = page.locator(".opblock", {
    has: page.locator(`.opblock-summary-path[data-path="${path}"]`),
    hasText: summary,
  });
  await scrollTo(block);
  await block.locator(".opblock-summary-control").first().click();
  await block.getByRole("button", { name: "Try it out" }).click();
  for (const [name, value] of Object.entries(parameters)) {
    await block.locator(`tr[data-param-name="${name}"] input`).fill(value);
  }
  if (body !== undefined) await block.locator("textarea.body-param__text").fill(JSON.stringify(body));
  const answered = page.waitForResponse((response) => response.request().headers().authorization === `Bearer ${token}`);
  await block.getByRole("button", { name: "Execute" }).click();
  const answer = await answered;
  const shown = block.locator(".live-responses-table .response").first();
  const status = await shown.locator(".response-col_status").innerText();
  const code = shown.locator(".highlight-code code, .microlight").first();
  const json = (await code.count()) && status.trim() !== "204" ? JSON.parse(await code.innerText()) : null;
  if (json?.id) kept.$id = json.id;
  console.log(JSON.stringify({ path: new URL(answer.url()).pathname, status: Number(status.trim()), body: json }));
}
await browser.close();
// What a status says is told by the answers.
const broken = complaints.filter((text) => !text.startsWith("Failed to load resource"));
if (broken.length) throw new Error(broken.join("\n"));
