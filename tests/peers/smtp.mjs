// A mail server: prints its port, then each message it took, parsed, as a line of JSON. `refuse` as an argument makes it
// refuse every recipient. It ends with its standard input, so with the test that started it.
import { buffer } from "node:stream/consumers";

import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const refuses = process.argv[2] === "refuse";

const server = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  disabledCommands: ["STARTTLS"],
  onAuth({ username, password }, session, done) {
    const known = username === "mailer" && password === "mail-password-1";
    done(known ? null : new Error("unknown user"), { user: username });
  },
  onRcptTo({ address }, session, done) {
    done(refuses ? Object.assign(new Error(`no mailbox here: ${address}`), { responseCode: 550 }) : null);
  },
  async onData(stream, { envelope, user }, done) {
    const parsed = await PostalMime.parse(await buffer(stream));
    const { from, to, subject, text, html, messageId, date, headers } = parsed;
    const { mailFrom, rcptTo } = envelope;
    const taken = { mailFrom: mailFrom.address, rcptTo: rcptTo.map(({ address }) => address), user };
    console.log(JSON.stringify({ ...taken, from, to, subject, text, html, messageId, date, headers }));
    done();
  },
});

server.on("error", () => {});
server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
process.stdin.on("end", () => process.exit()).resume();
