"""The MCP client of PyPI gets in by OAuth, as `mcp_oauth.mjs` has those of npm do, and prints a line about it."""

import asyncio
import json
import sys
from urllib.parse import parse_qs, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

import mcp
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata

CALLBACK = "http://127.0.0.1:9/callback"


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Storage:
    """Keeps what the client is given."""

    client = kept = None
    saved = 0

    async def get_tokens(self):
        return self.kept

    async def set_tokens(self, tokens):
        self.kept, self.saved = tokens, self.saved + 1

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


class Person:
    """Says yes, by a session's token."""

    def __init__(self, url: str, session: str):
        self.url, self.session, self.asked, self.back = url, session, 0, ""

    async def ask(self, to: str) -> None:
        self.asked += 1
        try:
            build_opener(Stay).open(to)
        except Exception as redirect:
            page = redirect.headers["location"]
        request = parse_qs(urlsplit(page).query)["request"][0]
        answer = urlopen(Request(
            urljoin(self.url, "/api/v1/oauth/authorization/approve"),
            data=json.dumps({"request": request}).encode(),
            headers={"Authorization": f"Bearer {self.session}", "Content-Type": "application/json"},
        ))
        self.back = json.load(answer)["data"]["redirectTo"]

    async def answer(self) -> AuthorizationCodeResult:
        words = {name: values[0] for name, values in parse_qs(urlsplit(self.back).query).items()}
        return AuthorizationCodeResult(code=words["code"], state=words["state"], iss=words["iss"])


async def main(url: str, session: str) -> None:
    person, storage = Person(url, session), Storage()
    metadata = OAuthClientMetadata(client_name="test", redirect_uris=[CALLBACK], token_endpoint_auth_method="none")
    auth = OAuthClientProvider(url, metadata, storage, person.ask, person.answer)
    async with create_mcp_http_client(auth=auth) as http:
        async with streamable_http_client(url, http_client=http) as (read, write, *_):
            async with mcp.ClientSession(read, write) as client:
                await client.initialize()
                tools = await client.list_tools()
                data = lambda result: result.model_dump(by_alias=True)["structuredContent"]
                models = await client.call_tool("list_models", {})
                agent = await client.call_tool("create_agent", {"name": "python"})
                asked, saved = person.asked, storage.saved
                # Its clock says that they are over, which is when it asks for new ones.
                auth.context.token_expiry_time = 1
                await client.call_tool("list_models", {})
                print(json.dumps({
                    "name": "python", "asked": asked, "refreshed": storage.saved - saved,
                    "askedOnceMore": person.asked - asked, "tools": len(tools.tools),
                    "models": len(data(models)["items"]), "agent": data(agent)["name"],
                }))


asyncio.run(main(*sys.argv[1:]))
