// MCP clients off the shelf list and call tools at the server whose URL and key they are given.
// Prints a line for each: which client, how many tools, how many models, what an unknown agent is.
import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, key] = process.argv.slice(2);
const about = { name: "test", version: "1" };
const kinds = {
  "client": () => [new NewClient(about), NewTransport],
  "client, auto": () => [new NewClient(about, { versionNegotiation: { mode: "auto" } }), NewTransport],
  "sdk": () => [new OldClient(about), OldTransport],
};
for (const [name, make] of Object.entries(kinds)) {
  const [client, Transport] = make();
  const requestInit = { headers: { Authorization: `Bearer ${key}` } };
  await client.connect(new Transport(new URL(url), { requestInit }));
  const { tools } = await client.listTools();
  const models = await client.callTool({ name: "list_models", arguments: {} });
  const agent = await client.callTool({ name: "create_agent", arguments: { name } });
  const unknown = await client.callTool({ name: "get_agent", arguments: { id: "00000000-0000-7000-8000-000000000000" } });
  console.log(JSON.stringify({
    name, tools: tools.length, models: models.structuredContent.items.length, agent: agent.structuredContent.name,
    unknown: [unknown.isError, unknown.content[0].text],
  }));
  await client.close();
}
