from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.connection_answer import ConnectionAnswer
from ...models.create_connection import CreateConnection
from ...models.error_answer import ErrorAnswer
from typing import cast



def _get_kwargs(
    *,
    body: CreateConnection,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/connections",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ConnectionAnswer | ErrorAnswer | None:
    if response.status_code == 201:
        response_201 = ConnectionAnswer.from_dict(response.json())



        return response_201

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = ErrorAnswer.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = ErrorAnswer.from_dict(response.json())



        return response_403

    if response.status_code == 409:
        response_409 = ErrorAnswer.from_dict(response.json())



        return response_409

    if response.status_code == 413:
        response_413 = ErrorAnswer.from_dict(response.json())



        return response_413

    if response.status_code == 415:
        response_415 = ErrorAnswer.from_dict(response.json())



        return response_415

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
    *,
    client: AuthenticatedClient,
    body: CreateConnection,

) -> Response[ConnectionAnswer | ErrorAnswer]:
    """ Keep a third party's credential.

     By an owner or admin, or a key of theirs. It is sealed, and in no answer but that of `/secret`.

    Callers: a session, or a key with the scope `connections:write`; the role `admin` or above in the
    org.

    Args:
        body (CreateConnection): A third party's credential to be kept.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConnectionAnswer | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: CreateConnection,

) -> ConnectionAnswer | ErrorAnswer | None:
    """ Keep a third party's credential.

     By an owner or admin, or a key of theirs. It is sealed, and in no answer but that of `/secret`.

    Callers: a session, or a key with the scope `connections:write`; the role `admin` or above in the
    org.

    Args:
        body (CreateConnection): A third party's credential to be kept.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConnectionAnswer | ErrorAnswer
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateConnection,

) -> Response[ConnectionAnswer | ErrorAnswer]:
    """ Keep a third party's credential.

     By an owner or admin, or a key of theirs. It is sealed, and in no answer but that of `/secret`.

    Callers: a session, or a key with the scope `connections:write`; the role `admin` or above in the
    org.

    Args:
        body (CreateConnection): A third party's credential to be kept.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConnectionAnswer | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateConnection,

) -> ConnectionAnswer | ErrorAnswer | None:
    """ Keep a third party's credential.

     By an owner or admin, or a key of theirs. It is sealed, and in no answer but that of `/secret`.

    Callers: a session, or a key with the scope `connections:write`; the role `admin` or above in the
    org.

    Args:
        body (CreateConnection): A third party's credential to be kept.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConnectionAnswer | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
