"""What happens to every request: it gets the credential, is sent again where that is safe and the server may recover, and
once more after a step-up. What is refused in the end is raised."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from .errors import AlmondError, is_challenge, max_age, retry_after

#: A longer wait than this, in seconds, is left to the caller.
LONGEST_WAIT = 30.0
IDEMPOTENT = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}


@dataclass(frozen=True)
class StepUpNeeded:
    """An operation needs the person to have proved, at most `max_age` seconds ago, that they are there."""

    max_age: int | None
    method: str
    url: str


@dataclass
class Exchange:
    """What a client's two transports share."""

    credential: str | None
    retries: int
    on_step_up: Callable[[StepUpNeeded], str | None] | None
    on_step_up_async: Callable[[StepUpNeeded], Awaitable[str | None]] | None

    def authorize(self, request: httpx.Request, own: bool) -> None:
        if self.credential is not None and not own:
            request.headers["authorization"] = f"Bearer {self.credential}"

    def needs_step_up(self, request: httpx.Request, response: httpx.Response | None, asked: bool) -> bool:
        return response is not None and not asked and is_challenge(response) and _whole(request)

    def wait(self, request: httpx.Request, response: httpx.Response | None, sent: int) -> float | None:
        """How many seconds to wait before the request is sent again; `None` if that would not help."""
        repeatable = request.method in IDEMPOTENT or "idempotency-key" in request.headers
        if not repeatable or not _whole(request) or sent >= self.retries:
            return None
        backoff: float = 0.2 * 2.0**sent
        if response is None:
            return backoff
        told = retry_after(response)
        # A limit is 400 with `Retry-After`. A 400 without is a mistake, and stays one.
        if response.status_code == 400:
            wait = told
        elif response.status_code in (429, 502, 503, 504):
            wait = backoff if told is None else told
        else:
            wait = None
        return wait if wait is not None and wait <= LONGEST_WAIT else None


def _whole(request: httpx.Request) -> bool:
    """A body that is a stream can't be sent twice."""
    return isinstance(request.stream, httpx.ByteStream)


def _needed(request: httpx.Request, response: httpx.Response) -> StepUpNeeded:
    return StepUpNeeded(max_age(response), request.method, str(request.url))


class Transport(httpx.BaseTransport):
    def __init__(self, exchange: Exchange, inner: httpx.BaseTransport) -> None:
        self._exchange, self._inner = exchange, inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        exchange, sent, asked, own = self._exchange, 0, False, "authorization" in request.headers
        while True:
            exchange.authorize(request, own)
            response: httpx.Response | None = None
            try:
                response = self._inner.handle_request(request)
            except httpx.TransportError:
                if exchange.wait(request, None, sent) is None:
                    raise
            if exchange.on_step_up is not None and exchange.needs_step_up(request, response, asked):
                assert response is not None
                token = exchange.on_step_up(_needed(request, response))
                if token is not None:
                    response.close()
                    exchange.credential, asked = token, True
                    continue
            wait = exchange.wait(request, response, sent)
            if response is not None and wait is None:
                return self._judged(request, response)
            if response is not None:
                response.close()
            time.sleep(wait or 0.0)
            sent += 1

    @staticmethod
    def _judged(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if response.status_code >= 400:
            response.request = request
            response.read()
            response.close()
            raise AlmondError(response)
        return response

    def close(self) -> None:
        self._inner.close()


class AsyncTransport(httpx.AsyncBaseTransport):
    def __init__(self, exchange: Exchange, inner: httpx.AsyncBaseTransport) -> None:
        self._exchange, self._inner = exchange, inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        exchange, sent, asked, own = self._exchange, 0, False, "authorization" in request.headers
        while True:
            exchange.authorize(request, own)
            response: httpx.Response | None = None
            try:
                response = await self._inner.handle_async_request(request)
            except httpx.TransportError:
                if exchange.wait(request, None, sent) is None:
                    raise
            if exchange.on_step_up_async is not None and exchange.needs_step_up(request, response, asked):
                assert response is not None
                token = await exchange.on_step_up_async(_needed(request, response))
                if token is not None:
                    await response.aclose()
                    exchange.credential, asked = token, True
                    continue
            wait = exchange.wait(request, response, sent)
            if response is not None and wait is None:
                if response.status_code >= 400:
                    response.request = request
                    await response.aread()
                    await response.aclose()
                    raise AlmondError(response)
                return response
            if response is not None:
                await response.aclose()
            await asyncio.sleep(wait or 0.0)
            sent += 1

    async def aclose(self) -> None:
        await self._inner.aclose()
