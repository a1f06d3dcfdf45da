from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.o_auth_error import OAuthError
from ...models.token import Token
from ...models.token_request import TokenRequest
from typing import cast



def _get_kwargs(
    *,
    body: TokenRequest,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/oauth2/token",
    }

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OAuthError | Token | None:
    if response.status_code == 200:
        response_200 = Token.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[OAuthError | Token]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: TokenRequest,

) -> Response[OAuthError | Token]:
    """ Get tokens (RFC 6749, 4.1.3 and 6; RFC 8628, 3.4).

     For the code of a grant, once; for a refresh token, once; or the key of an approved device login,
    once.

    Callers: anyone.

    Args:
        body (TokenRequest): What a client has to show.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OAuthError | Token]
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
    body: TokenRequest,

) -> OAuthError | Token | None:
    """ Get tokens (RFC 6749, 4.1.3 and 6; RFC 8628, 3.4).

     For the code of a grant, once; for a refresh token, once; or the key of an approved device login,
    once.

    Callers: anyone.

    Args:
        body (TokenRequest): What a client has to show.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OAuthError | Token
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: TokenRequest,

) -> Response[OAuthError | Token]:
    """ Get tokens (RFC 6749, 4.1.3 and 6; RFC 8628, 3.4).

     For the code of a grant, once; for a refresh token, once; or the key of an approved device login,
    once.

    Callers: anyone.

    Args:
        body (TokenRequest): What a client has to show.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OAuthError | Token]
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
    body: TokenRequest,

) -> OAuthError | Token | None:
    """ Get tokens (RFC 6749, 4.1.3 and 6; RFC 8628, 3.4).

     For the code of a grant, once; for a refresh token, once; or the key of an approved device login,
    once.

    Callers: anyone.

    Args:
        body (TokenRequest): What a client has to show.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OAuthError | Token
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
