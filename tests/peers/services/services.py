"""Services behind Almond that let nobody in without a key: FastAPI with the middleware, FastAPI with a dependency of one route,
Starlette with a WebSocket. Arguments: the URL of Almond, the service's key, a caller's key, one that lacks the scope, one that
was revoked. Prints what each of them answered."""

import json
import sys
from typing import Annotated

from almond_client import Almond
from almond_client.generated.models import VerifiedApiKey
from almond_client.middleware import AlmondMiddleware, Gate, Refused, refusal
from fastapi import Depends, FastAPI, Request
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

url, credential, good, narrow, revoked = sys.argv[1:]


def gate() -> Gate:
    """Its own for each service: connections belong to an event loop."""
    return Gate(Almond(url, credential, retries=0), scope="files:read")


fastapi = FastAPI()
fastapi.add_middleware(AlmondMiddleware, gate=gate(), open_paths=frozenset({"/healthz"}))


@fastapi.get("/")
async def root(request: Request) -> dict[str, str]:
    return {"user": str(request.state.almond.user_id)}


@fastapi.get("/healthz")
async def healthz() -> dict[str, str]:
    return {}


single_gate = gate()
single = FastAPI(exception_handlers={Refused: refusal})


@single.get("/")
async def needs_a_key(key: Annotated[VerifiedApiKey, Depends(single_gate)]) -> dict[str, str]:
    return {"user": str(key.user_id)}


async def page(request: HTTPConnection) -> JSONResponse:
    return JSONResponse({"user": str(request.state.almond.user_id)})


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(str(websocket.state.almond.user_id))
    await websocket.close()


starlette = Starlette(routes=[Route("/", page), WebSocketRoute("/ws", socket)])
starlette.add_middleware(AlmondMiddleware, gate=gate())


def headers(key: str | None) -> dict[str, str]:
    return {} if key is None else {"authorization": f"Bearer {key}"}


def by_websocket(client: TestClient, key: str) -> str | int:
    """What it is told, or the code that it is closed with."""
    try:
        with client.websocket_connect("/ws", headers=headers(key)) as websocket:
            return websocket.receive_text()
    except WebSocketDisconnect as closed:
        return closed.code


seen = {}
for name, app in {"fastapi": fastapi, "dependency": single, "starlette": starlette}.items():
    seen[name] = []
    with TestClient(app) as client:
        for key in (good, narrow, revoked, None):
            answer = client.get("/", headers=headers(key))
            body = answer.json()
            told = body["user"] if answer.status_code == 200 else body["error"]["code"]
            seen[name].append([answer.status_code, told, "www-authenticate" in answer.headers])
        # Nobody is to guess which of two credentials counts.
        twice = [("authorization", f"Bearer {good}"), ("authorization", f"Bearer {good}")]
        assert client.get("/", headers=twice).status_code == 401
        if name == "fastapi":
            assert client.get("/healthz").status_code == 200
        if name == "starlette":
            status, user, _ = seen[name][0]
            assert by_websocket(client, good) == (user if status == 200 else 1008)
            assert by_websocket(client, revoked) == 1008
print(json.dumps(seen))
