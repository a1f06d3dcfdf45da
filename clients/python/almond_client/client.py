"""How a client is made: of a URL and a credential, and of what else is to be different."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable

import httpx

from .calls import Calls
from .exchange import AsyncTransport, Exchange, StepUpNeeded, Transport

__all__ = ["Almond", "StepUpNeeded"]


class Almond(Calls):
    """Calls the operations of `almond_client.generated.api`. Refusals are raised as `AlmondError`.

    `on_step_up` (for `asyncio`, `on_step_up_async`) is called when an operation asks the person to prove again that they
    are there: ask them, step up with the client's operations, and return the session's new token. The request is then sent
    again. `None` gives up.
    """

    def __init__(
        self,
        url: str,
        credential: str | None = None,
        *,
        retries: int = 3,
        timeout: float = 60.0,
        verify: ssl.SSLContext | bool = True,
        proxy: str | None = None,
        on_step_up: Callable[[StepUpNeeded], str | None] | None = None,
        on_step_up_async: Callable[[StepUpNeeded], Awaitable[str | None]] | None = None,
    ) -> None:
        super().__init__(base_url=url.rstrip("/"))
        exchange = Exchange(credential, retries, on_step_up, on_step_up_async)
        self._exchange = exchange
        # Proxies of the environment are mounts of their own, so each of them gets the exchange too.
        sync = httpx.Client(base_url=url.rstrip("/"), timeout=timeout, verify=verify, proxy=proxy)
        sync._transport = Transport(exchange, sync._transport)
        sync._mounts = {at: inner and Transport(exchange, inner) for at, inner in sync._mounts.items()}
        self.set_httpx_client(sync)
        concurrent = httpx.AsyncClient(base_url=url.rstrip("/"), timeout=timeout, verify=verify, proxy=proxy)
        concurrent._transport = AsyncTransport(exchange, concurrent._transport)
        concurrent._mounts = {at: inner and AsyncTransport(exchange, inner) for at, inner in concurrent._mounts.items()}
        self.set_async_httpx_client(concurrent)

    def set_credential(self, credential: str | None) -> None:
        """Uses another credential from now on."""
        self._exchange.credential = credential
