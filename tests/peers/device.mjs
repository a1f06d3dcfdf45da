// A stock OAuth client signs in a device (RFC 8628) at the server whose URL it is given, and uses the key.
// Prints what it was told at the start, then what it got.
import * as client from "openid-client";

const issuer = new URL(process.argv[2]);
const config = await client.discovery(issuer, "a stock client", undefined, client.None(), {
  algorithm: "oauth2",
  execute: [client.allowInsecureRequests],
});
const started = await client.initiateDeviceAuthorization(config, { scope: "terminal models:read" });
console.log(JSON.stringify(started));
const tokens = await client.pollDeviceAuthorizationGrant(config, started);
const url = new URL("/api/v1/models", issuer);
const answer = await client.fetchProtectedResource(config, tokens.access_token, url, "GET");
const body = await answer.json();
console.log(JSON.stringify({ scope: tokens.scope, status: answer.status, models: body.data.items }));
