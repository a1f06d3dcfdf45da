// Where mailed links and links to projects lead. The token is taken out of the address bar at once and goes to the API only when the person
// presses the button: mail scanners open links, they press nothing. What the API says is shown as text, never as HTML.
"use strict";

const api = "/api/v1";
const part = (id) => document.getElementById(id);
const page = location.pathname.replace(/\/$/, "");
// Links to projects have it in the fragment, which no server sees; mail programs are known to lose that.
const token = new URLSearchParams(location.search).get("token") ?? new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
history.replaceState(null, "", location.pathname);

const signedIn = ({ user }) => finish("You are signed in", `This browser is signed in as ${user.email}.`, "Go on");

// What each link does: its words, and what is sent when the button is pressed.
const links = {
  "/auth/verify": {
    title: "Finish signing up",
    text: "If it was you who signed up, press the button to make your account with the password that you chose then.",
    button: "Make my account",
    send: () => post("/auth/signup/verify", { token, session: "cookie" }),
    done: signedIn,
    // Somebody signed up with the address more than once: only the password tells who of them this is.
    instead: ({ error }) => error?.details?.fields?.password && severalSignUps,
    other: { label: "I chose no password", press: () => show(signUpAfresh) },
  },
  "/auth/magic-link": {
    title: "Sign in",
    text: "Press the button to sign in with the link that you were mailed.",
    button: "Sign in",
    send: () => post("/auth/magic-link/verify", { token, session: "cookie" }),
    done: (data) => (data.mfaRequired ? secondStep(data) : signedIn(data)),
  },
  "/auth/reset": {
    title: "Set a new password",
    text: "Every session of your account will end. Sign in with the new password afterwards.",
    button: "Set the password",
    field: { label: "New password", hint: "8 to 128 characters", type: "password", autocomplete: "new-password" },
    send: (password) => post("/auth/password/reset", { token, password }),
    done: () => finish("Your password is set", "Every session has ended. You can sign in with the new password.", "Sign in"),
  },
  "/auth/invitation": {
    title: "Accept the invitation",
    text: "Press the button to join the organization, signed in with the address that was invited.",
    button: "Join",
    send: () => post("/invitations/accept", { token }),
    done: ({ name }) => finish("You have joined", `You are a member of ${name} now.`, "Go on"),
    dead: 404,
    nobody: "Sign in with the address that was invited, or sign up with it, and open the link in your mail again.",
  },
  "/auth/email": {
    title: "Confirm your new address",
    text: "Press the button to use this address for your account from now on.",
    button: "Use this address",
    send: () => post("/me/email/verify", { token }),
    done: () => finish("Your address is changed", "Mail of your account comes here from now on."),
  },
  "/auth/email/stop": {
    title: "Keep your address",
    text: "Press the button to stop the change of your account's address.",
    button: "Stop it",
    send: () => post("/me/email/stop", { token }),
    done: () => finish("It is stopped", "Your address stays as it is. If it wasn't you, end your other sessions and change your password."),
  },
  "/share": {
    title: "A project was shared with you",
    text: "Press the button to see it.",
    button: "Show the project",
    send: () => post("/share-links/open", { token }),
    done: ({ name, description }) => finish(name, description ?? ""),
    dead: 404,
    gone: "It has expired or was revoked. Ask whoever gave it to you for a new one.",
  },
};

// Signing up with an address that somebody else has tried too.
const severalSignUps = {
  title: "Somebody signed up more than once",
  text: "Enter the password that you chose when you signed up. What others entered with your address is dropped.",
  button: "Make my account",
  field: { label: "Password", hint: "", type: "password", autocomplete: "current-password" },
  send: (password) => post("/auth/signup/verify", { token, password, session: "cookie" }),
  done: signedIn,
  other: { label: "I chose none, or forgot it", press: () => show(signUpAfresh) },
};
const signUpAfresh = {
  title: "Choose a password",
  text: "Your account is made with it. What anybody entered with your address before is dropped.",
  button: "Make my account",
  field: { label: "New password", hint: "8 to 128 characters", type: "password", autocomplete: "new-password" },
  send: (password) => post("/auth/signup/claim", { token, password, session: "cookie" }),
  done: signedIn,
};

// The second factor, by the ways that the API offers.
const seconds = {
  totp: {
    text: "Enter the code that your authenticator app shows.",
    field: { label: "Code", hint: "6 digits", type: "text", inputmode: "numeric", autocomplete: "one-time-code" },
    other: "Use the authenticator app",
  },
  recovery: {
    text: "Enter one of your recovery codes. Each works once.",
    field: { label: "Recovery code", hint: "", type: "text", inputmode: "text", autocomplete: "off" },
    other: "Use a recovery code",
  },
};

function secondStep({ mfaToken, methods }) {
  const offered = methods.filter((method) => method in seconds);
  if (offered.length === 0) {
    return finish("One more step", "This account asks for a factor that this page doesn't know. Sign in where it does.");
  }
  const ask = (method) => {
    const other = offered.find((name) => name !== method);
    show({
      ...seconds[method],
      title: "One more step",
      button: "Sign in",
      send: (code) => post(`/auth/login/${method}`, { mfaToken, code: code.trim(), session: "cookie" }),
      done: signedIn,
      other: other && { label: seconds[other].other, press: () => ask(other) },
    });
  };
  ask(offered[0]);
}

// An answer as the API gives it; without one, the same shape.
async function post(path, body) {
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(api + path, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: answer.status, ...(await answer.json()) };
  } catch {
    return { status: 0, success: false, error: {} };
  }
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

// What went wrong, in words.
function problem({ status, error }) {
  const message = error?.message ?? "";
  if (status === 400 && message === "Too many requests") return "Too many attempts. Wait a minute and try again.";
  if (status === 403 && message === "domain_not_allowed") return "Addresses of your e-mail domain may not sign in here.";
  if (status === 403 && message === "not_invited") return "You need an invitation first; this link works for a day.";
  if (status === 403 && message === "sign_up_closed") return "Nobody can sign up here any more.";
  if (status >= 400 && status < 500) return sentence(Object.values(error.details?.fields ?? {})[0] ?? message);
  return "The server can't be reached just now. Try again in a moment.";
}

function show(step) {
  part("title").textContent = step.title;
  part("text").textContent = step.text;
  part("submit").textContent = step.button;
  part("problem").textContent = "";
  part("form").hidden = false;
  const { field, other } = step;
  part("fields").hidden = !field;
  part("input").disabled = !field;
  part("input").value = "";
  if (field) {
    part("label").textContent = field.label;
    part("hint").textContent = field.hint;
    part("input").setAttribute("aria-describedby", "hint");
    for (const name of ["type", "inputmode", "autocomplete"]) part("input").setAttribute(name, field[name] ?? "");
  }
  part("reveal").hidden = field?.type !== "password";
  part("other").hidden = !other;
  part("other").textContent = other?.label ?? "";
  part("other").onclick = other?.press ?? null;
  part("form").onsubmit = async (event) => {
    event.preventDefault();
    part("submit").disabled = true;
    part("problem").textContent = "";
    const answer = await step.send(part("input").value);
    part("submit").disabled = false;
    if (answer.success) return step.done(answer.data);
    const instead = step.instead?.(answer);
    if (instead) return show(instead);
    if (answer.status === (step.dead ?? 401) && step === link) {
      const gone = "It was used, has expired, or there is a newer one. Ask for a new one.";
      return finish("This link doesn't work", step.gone ?? gone);
    }
    part("problem").textContent = (answer.status === 401 && step.nobody) || problem(answer);
    if (field) part("input").focus();
  };
  (field ? part("input") : part("submit")).focus();
}

const brand = document.title;

// `onward` names the link to the dashboard, where there is more to do.
function finish(title, text, onward) {
  part("title").textContent = title;
  part("text").textContent = text;
  part("problem").textContent = "";
  part("form").hidden = true;
  part("onward").hidden = !onward;
  part("onward").textContent = onward ?? "";
  part("onward").setAttribute("href", "/");
  document.title = `${title} · ${brand}`;
  part("title").focus();
}

part("revealed").onchange = () => part("input").setAttribute("type", part("revealed").checked ? "text" : "password");

const link = links[page];
document.title = `${link.title} · ${brand}`;
if (token) show(link);
else finish("This link is incomplete", "Open it again, where you have it from. Opening it uses nothing up.");
