"""Calling the generated operations, each of which is a module: what they answer when they succeed, with its type, and lists as
iterators, a page at a time as they are read. Refusals are raised, so nothing else is left to look at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, Protocol, TypeVar, cast

from .generated.client import Client
from .generated.models.error_answer import ErrorAnswer
from .generated.types import UNSET

A = TypeVar("A", covariant=True)
T = TypeVar("T", covariant=True)


class Operation(Protocol[A]):
    """A module of `almond_client.generated.api` that answers with an `A`."""

    def sync(self, *args: Any, **kwargs: Any) -> A | ErrorAnswer | None: ...


class AsyncOperation(Protocol[A]):
    """The same for `asyncio`."""

    async def asyncio(self, *args: Any, **kwargs: Any) -> A | ErrorAnswer | None: ...


class PageData(Protocol[T]):
    @property
    def items(self) -> Sequence[T]: ...
    @property
    def next_cursor(self) -> str | None: ...


class Page(Protocol[T]):
    """A part of a list of `T`."""

    @property
    def data(self) -> PageData[T]: ...


class Calls(Client):
    def call(self, operation: Operation[A], *path: Any, **arguments: Any) -> A:
        """What the operation answers: `client.call(mint_api_key, body=MintApiKey(name="CI"))`."""
        return cast(A, operation.sync(*path, client=self, **arguments))

    async def acall(self, operation: AsyncOperation[A], *path: Any, **arguments: Any) -> A:
        """The same for `asyncio`."""
        return cast(A, await operation.asyncio(*path, client=self, **arguments))

    def items(self, operation: Operation[Page[T]], *path: Any, **query: Any) -> Iterator[T]:
        """Every thing of a list: `for key in client.items(list_api_keys)`."""
        cursor: Any = query.pop("cursor", UNSET)
        while cursor is not None:
            page = self.call(operation, *path, cursor=cursor, **query).data
            yield from page.items
            cursor = page.next_cursor

    async def aitems(self, operation: AsyncOperation[Page[T]], *path: Any, **query: Any) -> AsyncIterator[T]:
        """The same for `asyncio`."""
        cursor: Any = query.pop("cursor", UNSET)
        while cursor is not None:
            page = (await self.acall(operation, *path, cursor=cursor, **query)).data
            for item in page.items:
                yield item
            cursor = page.next_cursor
