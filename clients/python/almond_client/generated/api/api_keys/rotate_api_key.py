from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.minted_api_key_answer import MintedApiKeyAnswer
from ...models.rotate_api_key import RotateApiKey
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    id: UUID,
    *,
    body: RotateApiKey | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/api-keys/{id}/rotate".format(id=quote(str(id), safe=""),),
    }

    
    if not isinstance(body, Unset):
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

    if response.status_code == 404:
        response_404 = ErrorAnswer.from_dict(response.json())



        return response_404

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
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: RotateApiKey | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,

) -> Response[ErrorAnswer | MintedApiKeyAnswer]:
    """ Rotate a key.

     Mints one with the same rights; the old one ends when the overlap does.

    Callers: a session; a step-up; limited by the bucket `mint`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        idempotency_key (str | Unset):  Example: 5f2c9a1e-invoice-1041.
        body (RotateApiKey | Unset): How to rotate.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MintedApiKeyAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: RotateApiKey | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,

) -> ErrorAnswer | MintedApiKeyAnswer | None:
    """ Rotate a key.

     Mints one with the same rights; the old one ends when the overlap does.

    Callers: a session; a step-up; limited by the bucket `mint`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        idempotency_key (str | Unset):  Example: 5f2c9a1e-invoice-1041.
        body (RotateApiKey | Unset): How to rotate.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MintedApiKeyAnswer
     """


    return sync_detailed(
        id=id,
client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: RotateApiKey | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,

) -> Response[ErrorAnswer | MintedApiKeyAnswer]:
    """ Rotate a key.

     Mints one with the same rights; the old one ends when the overlap does.

    Callers: a session; a step-up; limited by the bucket `mint`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        idempotency_key (str | Unset):  Example: 5f2c9a1e-invoice-1041.
        body (RotateApiKey | Unset): How to rotate.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MintedApiKeyAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: RotateApiKey | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,

) -> ErrorAnswer | MintedApiKeyAnswer | None:
    """ Rotate a key.

     Mints one with the same rights; the old one ends when the overlap does.

    Callers: a session; a step-up; limited by the bucket `mint`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        idempotency_key (str | Unset):  Example: 5f2c9a1e-invoice-1041.
        body (RotateApiKey | Unset): How to rotate.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MintedApiKeyAnswer
     """


    return (await asyncio_detailed(
        id=id,
client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
