from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.usage_answer import UsageAnswer
from ...models.use_span import UseSpan
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime



def _get_kwargs(
    id: UUID,
    *,
    interval: UseSpan | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    key_id: UUID | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_interval: str | Unset = UNSET
    if not isinstance(interval, Unset):
        json_interval = interval.value

    params["interval"] = json_interval

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    json_key_id: str | Unset = UNSET
    if not isinstance(key_id, Unset):
        json_key_id = str(key_id)
    params["keyId"] = json_key_id


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/orgs/{id}/usage".format(id=quote(str(id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | UsageAnswer | None:
    if response.status_code == 200:
        response_200 = UsageAnswer.from_dict(response.json())



        return response_200

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = ErrorAnswer.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = ErrorAnswer.from_dict(response.json())



        return response_403

    if response.status_code == 404:
        response_404 = ErrorAnswer.from_dict(response.json())



        return response_404

    if response.status_code == 503:
        response_503 = ErrorAnswer.from_dict(response.json())



        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | UsageAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    interval: UseSpan | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    key_id: UUID | Unset = UNSET,

) -> Response[ErrorAnswer | UsageAnswer]:
    """ See how the keys of an org are used.

     For owners and admins, and their keys with `api-keys:read`. Counted on every node and written twice
    a minute, so other nodes may lag by half
    a minute: for people to look at, not to bill by. Hours are kept for 8 days, days (UTC) for 91.

    Callers: a session, or a key with the scope `api-keys:read`; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        interval (UseSpan | Unset): How long the spans are by which uses are counted.
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        key_id (UUID | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | UsageAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
interval=interval,
from_=from_,
to=to,
key_id=key_id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,
    interval: UseSpan | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    key_id: UUID | Unset = UNSET,

) -> ErrorAnswer | UsageAnswer | None:
    """ See how the keys of an org are used.

     For owners and admins, and their keys with `api-keys:read`. Counted on every node and written twice
    a minute, so other nodes may lag by half
    a minute: for people to look at, not to bill by. Hours are kept for 8 days, days (UTC) for 91.

    Callers: a session, or a key with the scope `api-keys:read`; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        interval (UseSpan | Unset): How long the spans are by which uses are counted.
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        key_id (UUID | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | UsageAnswer
     """


    return sync_detailed(
        id=id,
client=client,
interval=interval,
from_=from_,
to=to,
key_id=key_id,

    ).parsed

async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    interval: UseSpan | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    key_id: UUID | Unset = UNSET,

) -> Response[ErrorAnswer | UsageAnswer]:
    """ See how the keys of an org are used.

     For owners and admins, and their keys with `api-keys:read`. Counted on every node and written twice
    a minute, so other nodes may lag by half
    a minute: for people to look at, not to bill by. Hours are kept for 8 days, days (UTC) for 91.

    Callers: a session, or a key with the scope `api-keys:read`; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        interval (UseSpan | Unset): How long the spans are by which uses are counted.
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        key_id (UUID | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | UsageAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
interval=interval,
from_=from_,
to=to,
key_id=key_id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    interval: UseSpan | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    key_id: UUID | Unset = UNSET,

) -> ErrorAnswer | UsageAnswer | None:
    """ See how the keys of an org are used.

     For owners and admins, and their keys with `api-keys:read`. Counted on every node and written twice
    a minute, so other nodes may lag by half
    a minute: for people to look at, not to bill by. Hours are kept for 8 days, days (UTC) for 91.

    Callers: a session, or a key with the scope `api-keys:read`; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        interval (UseSpan | Unset): How long the spans are by which uses are counted.
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        key_id (UUID | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | UsageAnswer
     """


    return (await asyncio_detailed(
        id=id,
client=client,
interval=interval,
from_=from_,
to=to,
key_id=key_id,

    )).parsed
