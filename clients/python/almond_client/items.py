"""Lists: all of their things one after another, a page at a time as they are read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from types import ModuleType
from typing import Any

from .client import Almond
from .generated.types import UNSET


def items(operation: ModuleType, *path: Any, client: Almond, **query: Any) -> Iterator[Any]:
    """Every thing of a list: `for key in items(list_api_keys, client=client)`."""
    cursor: Any = query.pop("cursor", UNSET)
    while cursor is not None:
        page = operation.sync(*path, client=client, cursor=cursor, **query).data
        yield from page.items
        cursor = page.next_cursor


async def aitems(operation: ModuleType, *path: Any, client: Almond, **query: Any) -> AsyncIterator[Any]:
    """The same for `asyncio`."""
    cursor: Any = query.pop("cursor", UNSET)
    while cursor is not None:
        page = (await operation.asyncio(*path, client=client, cursor=cursor, **query)).data
        for item in page.items:
            yield item
        cursor = page.next_cursor
