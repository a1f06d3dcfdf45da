// A certified OpenID provider with one client. Accounts come as JSON in the first argument: subject to claims. Whoever
// sends the header `x-account` is signed in as that subject; PUT /accounts/{subject} changes an account's claims. Access
// tokens for the resource `urn:almond` are JWTs with the audience `account`; PUT /keys/{kid} changes the key that signs.
import { createServer } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import Provider from "oidc-provider";

const [accounts, client, ...redirects] = process.argv.slice(2);
const people = JSON.parse(accounts);
const [id, secret] = JSON.parse(client);
const RESOURCE = "urn:almond";
const SCOPE = "openid email profile";

function provide(port, kid) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return new Provider(`http://127.0.0.1:${port}`, {
    clients: [{ client_id: id, client_secret: secret, redirect_uris: redirects }],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid }] },
    cookies: { keys: ["a key of the test's"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "picture"] },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: SCOPE,
          audience: "account",
          accessTokenFormat: "jwt",
          accessTokenTTL: 300,
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    pkce: { required: () => true },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
    extraTokenClaims: (ctx, token) => ({ ...people[token.accountId], auth_time: ctx.oidc.entities.AuthorizationCode.authTime }),
    // Whoever is signed in has agreed to everything.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(SCOPE);
      grant.addResourceScope(RESOURCE, SCOPE);
      await grant.save();
      return grant;
    },
  });
}

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  let provider = provide(port, "test");
  server.on("request", async (request, response) => {
    const [, room, name] = request.url.split("/");
    if (room === "interaction") {
      const accountId = request.headers["x-account"];
      const result = accountId ? { login: { accountId } } : { error: "access_denied" };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    } else if (room === "accounts" && request.method === "PUT") {
      let body = "";
      for await (const part of request) body += part;
      people[name] = JSON.parse(body);
      response.end();
    } else if (room === "keys" && request.method === "PUT") {
      provider = provide(port, name);
      response.end();
    } else {
      provider.callback()(request, response);
    }
  });
  console.log(port);
});
