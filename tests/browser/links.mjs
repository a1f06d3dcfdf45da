// What links lead to: those of mails, of projects, of devices; and where a sign-in with a provider ends that failed. Arguments:
// the server's URL, the e-mail and password of an org's owner, and the folder with the outbox.
import { begin, mailed } from "./browser.mjs";

const [url, email, password, folder] = process.argv.slice(2);
const { page, context, seen, present, look, button, heading, dialog, signIn, go, finish } = await begin();

const api = (path, body, method = "POST") =>
  page.evaluate(
    async ([url, path, body, method]) => {
      const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
      return { status: answer.status, ...(await answer.json()) };
    },
    [url, path, body, method],
  );
const signOut = async () => {
  await button("Sign out").click();
  await heading("Sign in");
};
/** Switching the org drops the step-up. */
const dropStepUp = async () => {
  const { data } = await api("/auth/session", undefined, "GET");
  await api("/auth/session/org", { orgId: data.org.id });
};
const whoami = async () => {
  const { data } = await api("/auth/session", undefined, "GET");
  return `${data.user.email}, ${data.org.name}`;
};

// Signing up: the link's token leaves the address bar, and is used only by the button.
await page.goto(`${url}/sign-up`);
await page.getByLabel("Name", { exact: true }).fill("Grace");
await page.getByLabel("E-mail").fill("grace@example.com");
await page.getByLabel("Password", { exact: true }).fill(password);
await button("Sign up").click();
await heading("Look at your mail");
await look("sign-up-sent");
const verify = await mailed(folder, "/auth/verify");
await page.goto(verify);
await heading("Finish signing up");
seen.bare = page.url();
await look("verify");
await button("Make my account").click();
await heading("API keys");
seen.signedUp = await whoami();
await signOut();
await page.goto(verify);
await button("Make my account").click();
await heading("This link doesn't work");
await look("link-dead");
await page.goto(`${url}/auth/verify`);
await heading("This link is incomplete");

// A mailed link, and the passkey as second step.
await signIn(url, email, password);
await go("Security");
await present(true);
await button("Add a passkey…").click();
await button("I have kept them").click();
await page.getByRole("button", { name: /^Remove Passkey of/ }).waitFor();
await present(false);
await signOut();
await button("Mail me a link instead").click();
await page.getByLabel("E-mail").fill(email);
await button("Mail me a link").click();
await heading("Look at your mail");
const magic = await mailed(folder, "/auth/magic-link");
await page.goto(magic);
await heading("Sign in");
await look("magic-link");
await button("Sign in").click();
await heading("One more step");
seen.ways = [await button("Use a passkey").count(), await button("Use a recovery code").count(), await page.getByText("authenticator app").count()];
await present(true);
await button("Use a passkey").click();
await heading("API keys");
await present(false);

// Somebody new is invited: the link leads to signing up, that to joining.
await go("Members");
await button("Invite…").click();
await page.getByLabel("E-mail").fill("new@example.com");
await button("Send the invitation").click();
await page.getByRole("cell", { name: "new@example.com", exact: true }).waitFor();
await mailed(folder, "/auth/invitation");
// The mail doesn't arrive: a link to hand over takes the place of the one in it.
await button("Actions of new@example.com").click();
await page.getByRole("menuitem", { name: "Get a link…" }).click();
await heading("A link for them");
await look("invitation-link");
const invitation = await dialog().locator("pre").innerText();
await button("I have kept it").click();
await dialog().waitFor({ state: "detached" });

// A project with a link to it, for people from outside.
const workspace = await api("/workspaces", { name: "Research" });
const project = await api("/projects", { name: "Apollo", description: "To the moon", workspaceId: workspace.data.id });
await go("Projects");
await button("Actions of Apollo").click();
await page.getByRole("menuitem", { name: "Share…" }).click();
await page.getByLabel("Whom it is for").fill("The press");
await button("Make a link").click();
await page.getByText("Copy the link now").waitFor();
await look("share-links");
await button("Copy the link").click();
const shared = await page.evaluate(() => navigator.clipboard.readText());
await page.keyboard.press("Escape");
await dialog().waitFor({ state: "detached" });
seen.project = project.status;
await signOut();

await page.goto(invitation);
await heading("You are invited");
await look("invitation-new");
await page.getByRole("link", { name: "Make an account" }).click();
await page.getByLabel("Name", { exact: true }).fill("New");
await page.getByLabel("E-mail").fill("new@example.com");
await page.getByLabel("Password", { exact: true }).fill(password);
await button("Sign up").click();
await heading("Look at your mail");
await page.goto(await mailed(folder, "/auth/verify"));
await button("Make my account").click();
await heading("Accept the invitation");
await look("invitation");
await button("Join").click();
await heading("API keys");
seen.joined = await whoami();
await signOut();

await page.goto(shared);
await heading("A project was shared with you");
seen.fragment = page.url();
await button("Show the project").click();
await heading("Apollo");
await look("shared-project");
await page.goto(`${url}/share#token=${"x".repeat(43)}`);
await page.reload();
await button("Show the project").click();
await heading("This link doesn't work");

// A forgotten password.
await page.goto(`${url}/forgot`);
await page.getByLabel("E-mail").fill("grace@example.com");
await button("Mail me a link").click();
await heading("Look at your mail");
await page.goto(await mailed(folder, "/auth/reset"));
await heading("Set a new password");
await page.getByLabel("New password").fill("another horse 77");
await look("reset");
await button("Set the password").click();
await heading("Your password is set");
await signIn(url, "grace@example.com", "another horse 77");
await heading("API keys");

// Moving to another address, and stopping it with the mail to the old one.
await go("Security");
await button("Change the address…").click();
await page.getByLabel("New address").fill("grace@elsewhere.example");
await look("email-change");
await button("Mail me a link").click();
await heading("First, a way to confirm that it's you");
await present(true);
await button("Add a passkey").click();
await button("I have kept them").click();
await page.getByText("grace@elsewhere.example").first().waitFor();
await look("email-pending");
const stop = await mailed(folder, "/auth/email/stop");
await page.goto(await mailed(folder, "/auth/email"));
await heading("Confirm your new address");
await look("email");
await button("Use this address").click();
await heading("Your address is changed");
seen.moved = await whoami();
await page.goto(stop);
await heading("Keep your address");
await look("email-stop");
await present(false);

// A device: its person signs in with a passkey, and confirms with it when that has run out.
await page.goto(`${url}/security`);
await signOut();
const started = await context.request.post(`${url}/api/v1/auth/device`, { data: { clientName: "a laptop", scopes: ["files:read", "files:write"] } });
const device = (await started.json()).data;
await page.goto(device.verificationUrlComplete);
await heading("Sign in");
await page.getByLabel("E-mail").fill(email);
await page.getByLabel("Password", { exact: true }).fill(password);
await button("Sign in").click();
await heading("One more step");
await present(true);
await button("Use a passkey").click();
await heading("Let a device in");
await page.getByText("a laptop").waitFor();
await look("device");
await dropStepUp();
await page.goto(`${url}/device`);
await page.getByLabel("Code").fill("nothing");
await button("Go on").click();
await page.getByRole("alert").waitFor();
await look("device-unknown");
await page.getByLabel("Code").fill(device.userCode.toLowerCase());
await button("Go on").click();
await page.getByText("a laptop").waitFor();
// Less than it asks for, but a device's key it stays.
if (await page.getByLabel("work as a terminal").isEnabled()) throw new Error("a device's key without `terminal`");
await page.getByLabel("upload and delete files").uncheck();
await look("device-less");
await button("Let it in").click();
await heading("Confirm that it's you");
await button("Confirm with a passkey").click();
await heading("Done");
await look("device-done");
const taken = await context.request.post(`${url}/api/v1/auth/device/token`, { data: { deviceCode: device.deviceCode } });
seen.device = (await taken.json()).data.scopes;

await present(false);

// A sign-in with a provider that failed says why, and only in words that the page knows.
await page.goto(`${url}/keys`);
await signOut();
await page.goto(`${url}/?error=email_not_verified`);
await page.getByRole("alert").getByText("Your address has not been verified.").waitFor();
await look("sign-in-failed");
await page.goto(`${url}/?error=Send+money+to+Eve`);
await page.getByRole("alert").waitFor();
seen.quoted = await page.getByText("money").count();

await finish();
