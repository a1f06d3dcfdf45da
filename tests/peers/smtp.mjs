// A mail server: prints its port, then each message it took, parsed, as a line of JSON. `refuse` as an argument makes it
// refuse every recipient, `greylist` the first attempt at each; `starttls` makes it offer STARTTLS with a certificate of its
// own, or with the key and the certificate of the two files named after it, and take mail over TLS alone. It ends with its standard input, so with the test that started it.
import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";

import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const mode = process.argv[2];
const [key, cert] = process.argv.slice(3).map((file) => readFileSync(file));
const refuses = mode === "refuse";
const seen = new Set();

const server = new SMTPServer({
  ...(cert ? { key, cert } : {}),
  authOptional: true,
  allowInsecureAuth: mode !== "starttls",
  disabledCommands: mode === "starttls" ? [] : ["STARTTLS"],
  onAuth({ username, password }, session, done) {
    const known = username === "mailer" && password === "mail-password-1";
    done(known ? null : new Error("unknown user"), { user: username });
  },
  onRcptTo({ address }, session, done) {
    if (refuses) return done(Object.assign(new Error(`no mailbox here: ${address}`), { responseCode: 550 }));
    const isNew = !seen.has(address);
    seen.add(address);
    if (mode === "greylist" && isNew) {
      return done(Object.assign(new Error("greylisted, try again later"), { responseCode: 451 }));
    }
    done(mode === "starttls" && !session.secure ? new Error("use TLS first") : null);
  },
  async onData(stream, { envelope, user, secure }, done) {
    const parsed = await PostalMime.parse(await buffer(stream));
    const { from, to, subject, text, html, messageId, date, headers } = parsed;
    const { mailFrom, rcptTo } = envelope;
    const taken = { mailFrom: mailFrom.address, rcptTo: rcptTo.map(({ address }) => address), user, secure };
    console.log(JSON.stringify({ ...taken, from, to, subject, text, html, messageId, date, headers }));
    done();
  },
});

server.on("error", () => {});
server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
process.stdin.on("end", () => process.exit()).resume();
