from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.device_code import DeviceCode
from ...models.error_answer import ErrorAnswer
from ...models.minted_api_key_answer import MintedApiKeyAnswer
from typing import cast



def _get_kwargs(
    *,
    body: DeviceCode,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/device/token",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | MintedApiKeyAnswer | None:
    if response.status_code == 200:
        response_200 = MintedApiKeyAnswer.from_dict(response.json())



        return response_200

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

    if response.status_code == 404:
        response_404 = ErrorAnswer.from_dict(response.json())



        return response_404

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | MintedApiKeyAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: DeviceCode,

) -> Response[ErrorAnswer | MintedApiKeyAnswer]:
    """ Fetch the key of an approved device login, once.

     Otherwise 400, with the reason as its message: `authorization_pending`, `slow_down`, `access_denied`
    (denied, or
    the approver is no longer a member), `expired_token`, `invalid_grant` (the key was fetched already).

    Callers: anyone.

    Args:
        body (DeviceCode): What the program has instead of a credential.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MintedApiKeyAnswer]
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
    body: DeviceCode,

) -> ErrorAnswer | MintedApiKeyAnswer | None:
    """ Fetch the key of an approved device login, once.

     Otherwise 400, with the reason as its message: `authorization_pending`, `slow_down`, `access_denied`
    (denied, or
    the approver is no longer a member), `expired_token`, `invalid_grant` (the key was fetched already).

    Callers: anyone.

    Args:
        body (DeviceCode): What the program has instead of a credential.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MintedApiKeyAnswer
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: DeviceCode,

) -> Response[ErrorAnswer | MintedApiKeyAnswer]:
    """ Fetch the key of an approved device login, once.

     Otherwise 400, with the reason as its message: `authorization_pending`, `slow_down`, `access_denied`
    (denied, or
    the approver is no longer a member), `expired_token`, `invalid_grant` (the key was fetched already).

    Callers: anyone.

    Args:
        body (DeviceCode): What the program has instead of a credential.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MintedApiKeyAnswer]
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
    body: DeviceCode,

) -> ErrorAnswer | MintedApiKeyAnswer | None:
    """ Fetch the key of an approved device login, once.

     Otherwise 400, with the reason as its message: `authorization_pending`, `slow_down`, `access_denied`
    (denied, or
    the approver is no longer a member), `expired_token`, `invalid_grant` (the key was fetched already).

    Callers: anyone.

    Args:
        body (DeviceCode): What the program has instead of a credential.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MintedApiKeyAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
