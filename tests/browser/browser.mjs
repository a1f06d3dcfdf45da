// The browser of the person who uses the dashboard, with a virtual authenticator. Every page and dialog is judged by axe, for
// its width on a phone too, and each violation of the content security policy is told. With SCREENSHOTS in the environment,
// a folder, it leaves pictures there.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function begin() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const [broken, violations, looks, seen] = [[], [], [], {}];

  const watch = (page) => {
    page.on("console", (message) => {
      // The API's refusals are part of the story.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) broken.push(message.text());
    });
    page.on("pageerror", (error) => broken.push(String(error)));
  };
  // What a page is made of is all there: no picture or style is missing.
  context.on("response", (answer) => {
    if (answer.status() >= 400 && ["script", "stylesheet", "image", "font"].includes(answer.request().resourceType())) broken.push(`${answer.status()} ${answer.url()}`);
  });
  context.on("page", watch);
  watch(page);
  await context.exposeFunction("tellViolation", (text) => violations.push(text));
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) =>
      window.tellViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    ),
  );

  // A passkey that is there, or not, without anybody's finger.
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  const present = (enabled) => devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  await present(false);

  /** Colours that turn are judged where they arrive. */
  const settled = () =>
    page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity);
      await Promise.all(ending.map((one) => one.finished.catch(() => {})));
    });

  /** What Lighthouse asks of every page, besides what axe does. */
  const plain = () =>
    page.evaluate(() => {
      const flaws = [];
      if (!/^[^·]+ · [^·]+$/.test(document.title)) flaws.push(`its title is “${document.title}”`);
      if (!["en", "de"].includes(document.documentElement.lang)) flaws.push(`its language is “${document.documentElement.lang}”`);
      if (document.querySelectorAll("h1").length !== 1) flaws.push(`${document.querySelectorAll("h1").length} first headings`);
      for (const image of document.images) if (!image.complete || image.naturalWidth === 0) flaws.push(`no picture at ${image.src}`);
      return flaws;
    });

  /** What a phone wants: nothing wider than it, targets for fingers, and text that it need not zoom in on to type. */
  const handy = () =>
    page.evaluate(() => {
      const flaws = [];
      const wide = document.documentElement.scrollWidth - innerWidth;
      if (wide > 0) flaws.push(`${wide} px too wide on a phone`);
      const name = (one) => (one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40) || one.tagName;
      for (const box of document.querySelectorAll("[role=dialog], [role=region]:has(table)")) {
        const over = box.scrollWidth - box.clientWidth;
        if (over > 0) flaws.push(`${name(box)} is ${over} px wider than there is room on a phone`);
      }
      const targets = document.querySelectorAll("button, select, input:not([type=checkbox], [type=radio], [type=file]), textarea, label:has(> input), nav a, [role=menuitem]");
      for (const one of targets) {
        const { width, height } = one.getBoundingClientRect();
        if (width > 0 && (height < 43.5 || width < 24)) flaws.push(`${name(one)} is ${Math.round(width)} × ${Math.round(height)} px for a finger`);
        if (width > 0 && /INPUT|SELECT|TEXTAREA/.test(one.tagName) && parseFloat(getComputedStyle(one).fontSize) < 16) flaws.push(`text in ${name(one)} is small`);
      }
      return flaws;
    });

  /** The page as a phone shows it, which is touched, or as it was. */
  async function phone(is) {
    await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: is });
    await page.setViewportSize(is ? { width: 390, height: 844 } : { width: 1280, height: 800 });
  }

  /** Judges what is shown, and takes its picture. DevTools run axe: the page's policy would not let it in. */
  async function look(name) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await settled();
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }));
      for (const { id, nodes } of violations) looks.push(`${name}, ${colorScheme}: ${id}: ${nodes.map((node) => node.target).join(" ")}`);
      if (!process.env.SCREENSHOTS) continue;
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-${colorScheme}-desktop.png` });
      await phone(true);
      await settled();
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-${colorScheme}-phone.png` });
      await phone(false);
    }
    for (const flaw of await plain()) looks.push(`${name}: ${flaw}`);
    await phone(true);
    await settled();
    for (const flaw of await handy()) looks.push(`${name}: ${flaw}`);
    await phone(false);
  }

  return {
    browser, page, context, seen, present, look, devtools,
    button: (name) => page.getByRole("button", { name, exact: true }),
    heading: (name) => page.getByRole("heading", { name, exact: true }).waitFor(),
    dialog: () => page.getByRole("dialog"),
    /** Signs in with a password, wherever one is. */
    async signIn(url, email, password) {
      await page.goto(`${url}/sign-in`);
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    },
    /** Goes to a page by its link in the sidebar. */
    async go(link, title = link) {
      await page.getByRole("navigation").getByRole("link", { name: link, exact: true }).click();
      await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
      await page.waitForLoadState("networkidle");
    },
    async finish() {
      console.log(JSON.stringify({ ...seen, broken, violations, looks }));
      await browser.close();
    },
  };
}

/** The link to `path` in the newest mail of the outbox, waited for. */
export async function mailed(folder, path) {
  const outbox = join(folder, "outbox");
  for (let tries = 0; tries < 100; tries++) {
    const mails = names(outbox).map((name) => join(outbox, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const mail of mails) {
      const text = readFileSync(mail, "utf8").replaceAll(/=\r?\n/g, "").replaceAll("=3D", "=");
      const link = new RegExp(`http://[^\\s"<>]*${path}\\?token=[\\w-]{43}`).exec(text);
      if (link && !used.has(link[0])) {
        used.add(link[0]);
        return link[0];
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no mail with a link to ${path} in ${outbox}`);
}

const used = new Set();

function names(folder) {
  try {
    // One that is still being written has another name.
    return readdirSync(folder).filter((name) => name.endsWith(".eml"));
  } catch {
    return [];
  }
}
