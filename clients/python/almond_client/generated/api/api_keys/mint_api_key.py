from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.mint_api_key import MintApiKey
from ...models.minted_api_key_answer import MintedApiKeyAnswer
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    body: MintApiKey,
    idempotency_key: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/api-keys",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | MintedApiKeyAnswer | None:
    if response.status_code == 201:
        response_201 = MintedApiKeyAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | MintedApiKeyAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: MintApiKey,
    idempotency_key: str | Unset = UNSET,

) -> Response[ErrorAnswer | MintedApiKeyAnswer]:
    """ Mint a key.

     Needs a step-up; the key appears only in this answer.

    Callers: a session; the role `viewer` or above in the workspace; a step-up; limited by the bucket
    `mint`.

    Args:
        idempotency_key (str | Unset):  Example: 5f2c9a1e-invoice-1041.
        body (MintApiKey): A key to be made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MintedApiKeyAnswer]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: MintApiKey,
    idempotency_key: str | Unset = UNSET,

) -> ErrorAnswer | MintedApiKeyAnswer | None:
    """ Mint a key.

     Needs a step-up; the key appears only in this answer.

    Callers: a session; the role `viewer` or above in the workspace; a step-up; limited by the bucket
    `mint`.

    Args:
        idempotency_key (str | Unset):  Example: 5f2c9a1e-invoice-1041.
        body (MintApiKey): A key to be made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MintedApiKeyAnswer
     """


    return sync_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: MintApiKey,
    idempotency_key: str | Unset = UNSET,

) -> Response[ErrorAnswer | MintedApiKeyAnswer]:
    """ Mint a key.

     Needs a step-up; the key appears only in this answer.

    Callers: a session; the role `viewer` or above in the workspace; a step-up; limited by the bucket
    `mint`.

    Args:
        idempotency_key (str | Unset):  Example: 5f2c9a1e-invoice-1041.
        body (MintApiKey): A key to be made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MintedApiKeyAnswer]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: MintApiKey,
    idempotency_key: str | Unset = UNSET,

) -> ErrorAnswer | MintedApiKeyAnswer | None:
    """ Mint a key.

     Needs a step-up; the key appears only in this answer.

    Callers: a session; the role `viewer` or above in the workspace; a step-up; limited by the bucket
    `mint`.

    Args:
        idempotency_key (str | Unset):  Example: 5f2c9a1e-invoice-1041.
        body (MintApiKey): A key to be made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MintedApiKeyAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
