// A receiver of webhooks: prints its port, then a line of JSON for each message, verified by the specification's own
// library with each of the secrets it was given. With a URL besides (`callback=URL`) it signs a callback with the first
// secret for every payment that it is sent, and prints the answer's status.
import { createServer } from "node:http";
import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";

import { Webhook } from "standardwebhooks";

const secrets = process.argv.slice(2).filter((argument) => argument.startsWith("whsec_"));
const callback = process.argv.slice(2).find((argument) => argument.startsWith("callback="))?.slice("callback=".length);

function verified(secret, raw, headers) {
  try {
    return new Webhook(secret).verify(raw, headers);
  } catch (error) {
    return { error: error.message };
  }
}

async function settle(paymentId) {
  const body = JSON.stringify({ paymentId, status: "settled", externalId: "ch_1" });
  const id = `msg_${randomUUID()}`;
  const now = new Date();
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": `${Math.floor(now / 1000)}`,
    "webhook-signature": new Webhook(secrets[0]).sign(id, now, body),
  };
  return (await fetch(callback, { method: "POST", body, headers })).status;
}

const server = createServer(async (request, response) => {
  const raw = await text(request);
  const messages = secrets.map((secret) => verified(secret, raw, request.headers));
  response.writeHead(204).end();
  const settled = callback ? await settle(messages[0].data.paymentId) : null;
  console.log(JSON.stringify({ id: request.headers["webhook-id"], messages, settled }));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
