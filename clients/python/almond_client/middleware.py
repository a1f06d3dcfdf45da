"""For services behind Almond: asks it whether the key that came with a request is good. ASGI, so for FastAPI, Starlette and
what else speaks it."""

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import httpx

from .client import Almond
from .errors import AlmondError
from .generated.api.api_keys import verify_api_key
from .generated.models.scope import Scope
from .generated.models.verified_api_key import VerifiedApiKey
from .generated.models.verify_api_key import VerifyApiKey
from .generated.types import UNSET

try:
    from starlette.requests import HTTPConnection
except ImportError:
    # Without it nobody has a dependency of FastAPI's either.
    HTTPConnection = Any  # type: ignore[assignment,misc]

ASGI = Callable[[MutableMapping[str, Any], Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]

_MOST_CACHED = 10_000


class Refused(Exception):
    """The request may not go on."""

    def __init__(self, status: int, code: str, message: str, challenge: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.challenge = status, code, message, challenge


class Gate:
    """Judges the `Authorization` header of a request.

    `cache_seconds` is for how long a good key is not asked about again. While it isn't, a key that was revoked is still
    taken: at 0, which it is unless said, a revocation holds from the next request on.
    """

    def __init__(self, client: Almond, *, scope: str | None = None, cache_seconds: float = 0.0) -> None:
        self._client, self._lifetime = client, cache_seconds
        self._scope = None if scope is None else Scope(scope)
        self._cache: OrderedDict[bytes, tuple[VerifiedApiKey, float]] = OrderedDict()

    async def __call__(self, request: HTTPConnection) -> VerifiedApiKey:
        """As a dependency of FastAPI: `Depends(gate)`; `refusal` is the handler of what it raises."""
        return await self.judge(_presented(request.scope))

    async def judge(self, authorization: str | None) -> VerifiedApiKey:
        """The key that was presented, or `Refused`."""
        scheme, _, presented = (authorization or "").partition(" ")
        presented = presented.strip()
        if scheme.lower() != "bearer" or not presented:
            raise Refused(401, "UNAUTHORIZED", "An API key is required", 'Bearer realm="api"')
        digest = hashlib.sha256(presented.encode()).digest()
        cached = self._cache.get(digest)
        if cached is not None and cached[1] > time.time():
            return cached[0]
        self._cache.pop(digest, None)
        key = await self._ask(presented)
        if not key.valid:
            if key.code == "INSUFFICIENT_SCOPE":
                challenge = f'Bearer error="insufficient_scope", scope="{self._scope}"'
                raise Refused(403, "FORBIDDEN", "The key lacks a scope", challenge)
            raise Refused(401, "UNAUTHORIZED", "The API key is not valid", 'Bearer error="invalid_token"')
        if self._lifetime > 0:
            if len(self._cache) >= _MOST_CACHED:
                self._cache.popitem(last=False)
            ends = key.expires_at.timestamp() if key.expires_at else float("inf")
            self._cache[digest] = (key, min(time.time() + self._lifetime, ends))
        return key

    async def _ask(self, presented: str) -> VerifiedApiKey:
        body = VerifyApiKey(key=presented, scope=UNSET if self._scope is None else self._scope)
        try:
            answer = await self._client.acall(verify_api_key, body=body)
        except (AlmondError, httpx.HTTPError) as error:
            # Never let through what could not be asked about.
            raise Refused(503, "UNAVAILABLE", "The key could not be verified") from error
        return answer.data


class AlmondMiddleware:
    """ASGI middleware; the key is `request.state.almond`. Paths in `open_paths` need none."""

    def __init__(self, app: ASGI, gate: Gate, open_paths: frozenset[str] = frozenset()) -> None:
        self._app, self._gate, self._open = app, gate, open_paths

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket") or scope.get("path") in self._open:
            await self._app(scope, receive, send)
            return
        try:
            scope.setdefault("state", {})["almond"] = await self._gate.judge(_presented(scope))
        except Refused as refused:
            await _refuse(scope, send, refused)
            return
        await self._app(scope, receive, send)


async def refusal(_request: Any, refused: Any) -> Any:
    """Answers a `Refused`: FastAPI's and Starlette's `exception_handlers={Refused: refusal}`. What it gives is ASGI, which
    goes for a response with both of them."""

    async def answer(scope: MutableMapping[str, Any], _receive: Any, send: Any) -> None:
        await _refuse(scope, send, refused)

    return answer


def _presented(scope: MutableMapping[str, Any]) -> str | None:
    """The `Authorization` header. Two are none: nobody is to guess which one counts."""
    headers = [value for name, value in scope["headers"] if name.lower() == b"authorization"]
    return headers[0].decode("latin-1") if len(headers) == 1 else None


async def _refuse(scope: MutableMapping[str, Any], send: Any, refused: Refused) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = json.dumps({"success": False, "error": {"code": refused.code, "message": refused.message}}).encode()
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    headers.append((b"content-length", str(len(body)).encode()))
    if refused.challenge is not None:
        headers.append((b"www-authenticate", refused.challenge.encode()))
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
