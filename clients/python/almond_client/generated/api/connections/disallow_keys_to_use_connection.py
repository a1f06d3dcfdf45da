from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.connection_answer import ConnectionAnswer
from ...models.error_answer import ErrorAnswer
from typing import cast
from uuid import UUID



def _get_kwargs(
    id: UUID,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/connections/{id}/key-access".format(id=quote(str(id), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ConnectionAnswer | ErrorAnswer | None:
    if response.status_code == 200:
        response_200 = ConnectionAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ConnectionAnswer | ErrorAnswer]:
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

) -> Response[ConnectionAnswer | ErrorAnswer]:
    """ Let keys no longer use a connection.

     By an owner or admin, or a key of theirs.

    Callers: a session, or a key with the scope `connections:write`; the role `admin` or above in the
    org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConnectionAnswer | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        id=id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,

) -> ConnectionAnswer | ErrorAnswer | None:
    """ Let keys no longer use a connection.

     By an owner or admin, or a key of theirs.

    Callers: a session, or a key with the scope `connections:write`; the role `admin` or above in the
    org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConnectionAnswer | ErrorAnswer
     """


    return sync_detailed(
        id=id,
client=client,

    ).parsed

async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[ConnectionAnswer | ErrorAnswer]:
    """ Let keys no longer use a connection.

     By an owner or admin, or a key of theirs.

    Callers: a session, or a key with the scope `connections:write`; the role `admin` or above in the
    org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConnectionAnswer | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        id=id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,

) -> ConnectionAnswer | ErrorAnswer | None:
    """ Let keys no longer use a connection.

     By an owner or admin, or a key of theirs.

    Callers: a session, or a key with the scope `connections:write`; the role `admin` or above in the
    org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConnectionAnswer | ErrorAnswer
     """


    return (await asyncio_detailed(
        id=id,
client=client,

    )).parsed
