from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.replay_webhooks import ReplayWebhooks
from ...models.replayed_webhooks_answer import ReplayedWebhooksAnswer
from typing import cast
from uuid import UUID



def _get_kwargs(
    id: UUID,
    *,
    body: ReplayWebhooks,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhook-endpoints/{id}/replay".format(id=quote(str(id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | ReplayedWebhooksAnswer | None:
    if response.status_code == 202:
        response_202 = ReplayedWebhooksAnswer.from_dict(response.json())



        return response_202

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | ReplayedWebhooksAnswer]:
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
    body: ReplayWebhooks,

) -> Response[ErrorAnswer | ReplayedWebhooksAnswer]:
    """ Send what an endpoint missed.

     Events of while it was turned off, or from before it was made, and messages that were given up; none
    twice. They come
    with the `webhook-id` that they had or would have had, and the instant at which they happened.

    Callers: a session; the role `admin` or above in the org; a step-up; limited by the bucket
    `tenancy`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        body (ReplayWebhooks): What to send an endpoint that missed it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | ReplayedWebhooksAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: ReplayWebhooks,

) -> ErrorAnswer | ReplayedWebhooksAnswer | None:
    """ Send what an endpoint missed.

     Events of while it was turned off, or from before it was made, and messages that were given up; none
    twice. They come
    with the `webhook-id` that they had or would have had, and the instant at which they happened.

    Callers: a session; the role `admin` or above in the org; a step-up; limited by the bucket
    `tenancy`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        body (ReplayWebhooks): What to send an endpoint that missed it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | ReplayedWebhooksAnswer
     """


    return sync_detailed(
        id=id,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: ReplayWebhooks,

) -> Response[ErrorAnswer | ReplayedWebhooksAnswer]:
    """ Send what an endpoint missed.

     Events of while it was turned off, or from before it was made, and messages that were given up; none
    twice. They come
    with the `webhook-id` that they had or would have had, and the instant at which they happened.

    Callers: a session; the role `admin` or above in the org; a step-up; limited by the bucket
    `tenancy`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        body (ReplayWebhooks): What to send an endpoint that missed it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | ReplayedWebhooksAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: ReplayWebhooks,

) -> ErrorAnswer | ReplayedWebhooksAnswer | None:
    """ Send what an endpoint missed.

     Events of while it was turned off, or from before it was made, and messages that were given up; none
    twice. They come
    with the `webhook-id` that they had or would have had, and the instant at which they happened.

    Callers: a session; the role `admin` or above in the org; a step-up; limited by the bucket
    `tenancy`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        body (ReplayWebhooks): What to send an endpoint that missed it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | ReplayedWebhooksAnswer
     """


    return (await asyncio_detailed(
        id=id,
client=client,
body=body,

    )).parsed
