from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.o_auth_error import OAuthError
from ...models.revocation import Revocation
from ...models.revocation_request import RevocationRequest
from typing import cast



def _get_kwargs(
    *,
    body: RevocationRequest,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/oauth2/revoke",
    }

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OAuthError | Revocation | None:
    if response.status_code == 200:
        response_200 = Revocation.from_dict(response.json())



        return response_200

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[OAuthError | Revocation]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RevocationRequest,

) -> Response[OAuthError | Revocation]:
    """ End a grant by one of its tokens (RFC 7009).

     Both its tokens are void once this has answered. A token that is unknown is as good as ended.

    Callers: anyone.

    Args:
        body (RevocationRequest): A client that needs its grant no more.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OAuthError | Revocation]
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
    body: RevocationRequest,

) -> OAuthError | Revocation | None:
    """ End a grant by one of its tokens (RFC 7009).

     Both its tokens are void once this has answered. A token that is unknown is as good as ended.

    Callers: anyone.

    Args:
        body (RevocationRequest): A client that needs its grant no more.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OAuthError | Revocation
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RevocationRequest,

) -> Response[OAuthError | Revocation]:
    """ End a grant by one of its tokens (RFC 7009).

     Both its tokens are void once this has answered. A token that is unknown is as good as ended.

    Callers: anyone.

    Args:
        body (RevocationRequest): A client that needs its grant no more.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OAuthError | Revocation]
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
    body: RevocationRequest,

) -> OAuthError | Revocation | None:
    """ End a grant by one of its tokens (RFC 7009).

     Both its tokens are void once this has answered. A token that is unknown is as good as ended.

    Callers: anyone.

    Args:
        body (RevocationRequest): A client that needs its grant no more.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OAuthError | Revocation
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
