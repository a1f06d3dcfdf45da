"""The MCP client of PyPI lists and calls tools at the server whose URL and key it is given, and prints a line about it."""

import asyncio
import json
import sys

import mcp
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client


async def main(url: str, key: str) -> None:
    async with create_mcp_http_client(headers={"Authorization": f"Bearer {key}"}) as http:
        async with streamable_http_client(url, http_client=http) as (read, write, *_):
            async with mcp.ClientSession(read, write) as session:
                await session.initialize()
                tools = await session.list_tools()
                models = await session.call_tool("list_models", {})
                agent = await session.call_tool("create_agent", {"name": "python"})
                nobody = {"id": "00000000-0000-7000-8000-000000000000"}
                unknown = await session.call_tool("get_agent", nobody)
                data = lambda result: result.model_dump(by_alias=True)["structuredContent"]
                print(json.dumps({
                    "name": "python", "tools": len(tools.tools), "models": len(data(models)["items"]),
                    "agent": data(agent)["name"],
                    "unknown": [unknown.model_dump(by_alias=True)["isError"], unknown.content[0].text],
                }))


asyncio.run(main(*sys.argv[1:]))
