from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.client_registration import ClientRegistration
from ...models.o_auth_error import OAuthError
from ...models.registered_client import RegisteredClient
from typing import cast



def _get_kwargs(
    *,
    body: ClientRegistration,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/oauth2/register",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OAuthError | RegisteredClient | None:
    if response.status_code == 201:
        response_201 = RegisteredClient.from_dict(response.json())



        return response_201

    if response.status_code == 400:
        response_400 = OAuthError.from_dict(response.json())



        return response_400

    if response.status_code == 413:
        response_413 = OAuthError.from_dict(response.json())



        return response_413

    if response.status_code == 415:
        response_415 = OAuthError.from_dict(response.json())



        return response_415

    if response.status_code == 503:
        response_503 = OAuthError.from_dict(response.json())



        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[OAuthError | RegisteredClient]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ClientRegistration,

) -> Response[OAuthError | RegisteredClient]:
    """ Register a client (RFC 7591).

     For clients that have no document of their own. One that nobody gives a grant to is forgotten after
    a day.

    Callers: anyone; limited by the bucket `client`.

    Args:
        body (ClientRegistration): A client that registers itself; what else it says is passed
            over.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OAuthError | RegisteredClient]
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
    client: AuthenticatedClient | Client,
    body: ClientRegistration,

) -> OAuthError | RegisteredClient | None:
    """ Register a client (RFC 7591).

     For clients that have no document of their own. One that nobody gives a grant to is forgotten after
    a day.

    Callers: anyone; limited by the bucket `client`.

    Args:
        body (ClientRegistration): A client that registers itself; what else it says is passed
            over.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OAuthError | RegisteredClient
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ClientRegistration,

) -> Response[OAuthError | RegisteredClient]:
    """ Register a client (RFC 7591).

     For clients that have no document of their own. One that nobody gives a grant to is forgotten after
    a day.

    Callers: anyone; limited by the bucket `client`.

    Args:
        body (ClientRegistration): A client that registers itself; what else it says is passed
            over.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OAuthError | RegisteredClient]
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
    client: AuthenticatedClient | Client,
    body: ClientRegistration,

) -> OAuthError | RegisteredClient | None:
    """ Register a client (RFC 7591).

     For clients that have no document of their own. One that nobody gives a grant to is forgotten after
    a day.

    Callers: anyone; limited by the bucket `client`.

    Args:
        body (ClientRegistration): A client that registers itself; what else it says is passed
            over.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OAuthError | RegisteredClient
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
