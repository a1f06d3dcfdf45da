// Approving a device login (RFC 8628, 3.3). A file of its own because the page's policy allows no inline script.
// What the device says of itself goes into the page as text only.
"use strict";

const api = "/api/v1/auth";
const forms = ["sign-in", "second-factor", "enter", "decide"];
const element = (id) => document.getElementById(id);

let userCode = new URLSearchParams(location.search).get("user_code") ?? "";
// What the code of the authenticator app is for: the second half of signing in, or a step-up.
let secondFactor = null;
let session = null;

// The code is of no use to the browser's history.
history.replaceState(null, "", location.pathname);

function show(form, message = "") {
  for (const id of forms) element(id).hidden = id !== form;
  element("message").hidden = message === "";
  element("message").textContent = message;
  // Never a button: what is approved by the return key was not read.
  if (form) element(form).querySelector("input")?.focus();
}

async function call(path, body) {
  const post = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(api + path, body === undefined ? undefined : post);
  const answer = await response.json();
  return { status: response.status, data: answer.data, error: answer.error };
}

function explain({ status, error }) {
  if (status === 400 && error.message === "Too many requests") return "Too many attempts. Wait a minute and try again.";
  return error.message;
}

async function begin() {
  const answer = await call("/session");
  if (answer.status === 401) return show("sign-in");
  if (answer.status !== 200) return show(null, explain(answer));
  session = answer.data;
  if (userCode) return lookUp();
  show("enter");
}

async function lookUp() {
  const answer = await call("/device/lookup", { userCode });
  if (answer.status === 401) return begin();
  if (answer.status !== 200) {
    element("enter").elements.userCode.value = userCode;
    return show("enter", answer.status === 404 ? "The code is unknown, has expired or was used. Look at your device again." : explain(answer));
  }
  const login = answer.data;
  userCode = login.userCode;
  element("shown-code").textContent = login.userCode;
  element("client").textContent = login.clientName ?? "no name";
  element("ip").textContent = login.ip ?? "unknown";
  element("started").textContent = new Date(login.startedAt).toLocaleString();
  element("scopes").textContent = login.scopes.join(", ");
  element("account").textContent = `${session.user.email}, ${session.org.name}`;
  show("decide");
}

async function decide(choice) {
  const answer = await call(`/device/${choice}`, { userCode });
  if (answer.status === 200) {
    return show(null, choice === "approve" ? "Done. Go back to your device; you can close this page." : "Denied. The device gets nothing.");
  }
  if (answer.error.details?.stepUp?.methods.includes("totp")) {
    return ask("Prove that it is you. You need an authenticator app on your account for this.", async (code) => {
      const done = await call("/step-up/totp", { code });
      return done.status === 200 ? decide(choice) : show("second-factor", explain(done));
    });
  }
  if (answer.status === 404) return lookUp();
  show("decide", explain(answer));
}

function ask(why, next) {
  secondFactor = next;
  element("second-factor-why").textContent = why;
  element("second-factor").reset();
  show("second-factor");
}

async function signIn({ email, password }) {
  const answer = await call("/login", { email, password, session: "cookie" });
  if (answer.status !== 200) return show("sign-in", explain(answer));
  element("sign-in").reset();
  if (!answer.data.mfaRequired) return begin();
  ask("One more step to sign in.", async (code) => {
    const done = await call("/login/totp", { mfaToken: answer.data.mfaToken, code, session: "cookie" });
    return done.status === 200 ? begin() : show("second-factor", explain(done));
  });
}

function on(id, action) {
  element(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.target, event.submitter));
    const buttons = event.target.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    try {
      await action(values);
    } catch {
      show(id, "The server can't be reached. Try again.");
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  });
}

on("sign-in", signIn);
on("second-factor", ({ code }) => secondFactor(code));
on("enter", (values) => {
  userCode = values.userCode;
  return lookUp();
});
on("decide", ({ choice }) => decide(choice));
begin().catch(() => show(null, "The server can't be reached. Load the page again."));
