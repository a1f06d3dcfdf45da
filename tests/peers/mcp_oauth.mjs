// MCP clients off the shelf get in by OAuth at the server whose URL they are given: each registers, has a person asked whose
// session's token is given, reads, has the person asked again when it writes, and gets new tokens when its own are void. `sdk`
// can't ask again: it tries with new tokens of the same grant, and gives up. To that the person gives both at once.
// Prints a line for each: how often the person was asked, how often it got new tokens, what it did.
import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, session] = process.argv.slice(2);
const about = { name: "test", version: "1" };
const redirectUrl = "http://127.0.0.1:9/callback";
// The newer client checks who answered (RFC 9207).
const all = (answer) => answer;
const code = (answer) => answer.get("code");
const kinds = {
  "client": () => [new NewClient(about), NewTransport, all],
  "client, auto": () => [new NewClient(about, { versionNegotiation: { mode: "auto" } }), NewTransport, all],
  "sdk": () => [new OldClient(about), OldTransport, code, ["mcp:read", "mcp:write"]],
};

/** Keeps what a client is given, and has the person asked. */
class Provider {
  asked = 0;
  saved = 0;
  redirectUrl = redirectUrl;
  clientMetadata = {
    client_name: "test", redirect_uris: [redirectUrl], token_endpoint_auth_method: "none",
    grant_types: ["authorization_code", "refresh_token"], response_types: ["code"],
  };
  constructor(scopes) {
    this.given = scopes && { scopes };
  }

  state = () => "a state";
  clientInformation = () => this.client;
  saveClientInformation = (client) => { this.client = client; };
  tokens = () => this.kept;
  saveTokens = (tokens) => { this.kept = tokens; this.saved += 1; };
  saveCodeVerifier = (verifier) => { this.verifier = verifier; };
  codeVerifier = () => this.verifier;

  async redirectToAuthorization(to) {
    this.asked += 1;
    const page = new URL((await fetch(to, { redirect: "manual" })).headers.get("location"));
    const answer = await fetch(new URL("/api/v1/oauth/authorization/approve", url), {
      method: "POST",
      headers: { Authorization: `Bearer ${session}`, "Content-Type": "application/json" },
      body: JSON.stringify({ request: page.searchParams.get("request"), ...this.given }),
    });
    const back = new URL((await answer.json()).data.redirectTo);
    if (back.searchParams.get("state") !== "a state") throw new Error(`another state: ${back}`);
    this.answer = back.searchParams;
  }
}

for (const [name, make] of Object.entries(kinds)) {
  let [client, Transport, part, scopes] = make();
  const authProvider = new Provider(scopes);
  let transport = new Transport(new URL(url), { authProvider });
  const finish = async (error) => {
    if (!authProvider.answer) throw error;
    await transport.finishAuth(part(authProvider.answer));
    authProvider.answer = null;
  };
  try {
    await client.connect(transport);
  } catch (error) {
    await finish(error);
    [client] = make();
    transport = new Transport(new URL(url), { authProvider });
    await client.connect(transport);
  }
  const { tools } = await client.listTools();
  const models = await client.callTool({ name: "list_models", arguments: {} });
  const create = () => client.callTool({ name: "create_agent", arguments: { name } });
  const agent = await create().catch(async (error) => { await finish(error); return create(); });
  const { asked, saved } = authProvider;
  authProvider.kept = { ...authProvider.kept, access_token: "void" };
  await client.callTool({ name: "list_models", arguments: {} });
  console.log(JSON.stringify({
    name, asked, refreshed: authProvider.saved - saved, askedOnceMore: authProvider.asked - asked,
    tools: tools.length, models: models.structuredContent.items.length, agent: agent.structuredContent.name,
  }));
  await client.close();
}
