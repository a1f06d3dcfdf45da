"""The server's refusals as exceptions, with their code and the request's id."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx


class AlmondError(Exception):
    """The server refused, or what answered is no Almond."""

    def __init__(self, response: httpx.Response) -> None:
        """Of an answer whose body was read."""
        told = _told(response.content)
        self.status: int = response.status_code
        #: A stable word to branch on, such as `NOT_FOUND`.
        self.code: str = told.get("code", "UNEXPECTED")
        self.message: str = told.get("message", f"unexpected answer: {response.status_code}")
        #: What the server's log calls the request.
        self.request_id: str | None = told.get("requestId") or response.headers.get("x-request-id")
        self.details: dict[str, Any] | None = told.get("details")
        #: When it may be tried again, in seconds.
        self.retry_after: float | None = retry_after(response)
        #: The person has to prove again that they are there (RFC 9470).
        self.needs_step_up: bool = is_challenge(response)
        super().__init__(f"{self.message} ({self.code}, request {self.request_id})")


def _told(body: bytes) -> dict[str, Any]:
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return error if isinstance(error, dict) else {}


def retry_after(response: httpx.Response) -> float | None:
    """The answer's `Retry-After`, in seconds."""
    value = response.headers.get("retry-after", "")
    return float(value) if value.isdecimal() else None


def is_challenge(response: httpx.Response) -> bool:
    """Whether the answer is RFC 9470's challenge."""
    challenge = response.headers.get("www-authenticate", "")
    return response.status_code == 403 and "insufficient_user_authentication" in challenge


def max_age(response: httpx.Response) -> int | None:
    """The oldest step-up that will do, in seconds."""
    found = re.search(r'max_age="?(\d+)', response.headers.get("www-authenticate", ""))
    return int(found[1]) if found else None
