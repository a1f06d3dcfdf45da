from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.webhook_delivery_answer import WebhookDeliveryAnswer
from typing import cast
from uuid import UUID



def _get_kwargs(
    id: UUID,
    delivery_id: UUID,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhook-endpoints/{id}/deliveries/{delivery_id}/redeliver".format(id=quote(str(id), safe=""),delivery_id=quote(str(delivery_id), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | WebhookDeliveryAnswer | None:
    if response.status_code == 202:
        response_202 = WebhookDeliveryAnswer.from_dict(response.json())



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

    if response.status_code == 503:
        response_503 = ErrorAnswer.from_dict(response.json())



        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | WebhookDeliveryAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: UUID,
    delivery_id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[ErrorAnswer | WebhookDeliveryAnswer]:
    """ Send a message once more.

     The same message, with the same `webhook-id`, from the first attempt on. One that waits for its next
    attempt is sent now.

    Callers: a session; the role `admin` or above in the org; a step-up; limited by the bucket
    `tenancy`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        delivery_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | WebhookDeliveryAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
delivery_id=delivery_id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    id: UUID,
    delivery_id: UUID,
    *,
    client: AuthenticatedClient,

) -> ErrorAnswer | WebhookDeliveryAnswer | None:
    """ Send a message once more.

     The same message, with the same `webhook-id`, from the first attempt on. One that waits for its next
    attempt is sent now.

    Callers: a session; the role `admin` or above in the org; a step-up; limited by the bucket
    `tenancy`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        delivery_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | WebhookDeliveryAnswer
     """


    return sync_detailed(
        id=id,
delivery_id=delivery_id,
client=client,

    ).parsed

async def asyncio_detailed(
    id: UUID,
    delivery_id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[ErrorAnswer | WebhookDeliveryAnswer]:
    """ Send a message once more.

     The same message, with the same `webhook-id`, from the first attempt on. One that waits for its next
    attempt is sent now.

    Callers: a session; the role `admin` or above in the org; a step-up; limited by the bucket
    `tenancy`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        delivery_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | WebhookDeliveryAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
delivery_id=delivery_id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    id: UUID,
    delivery_id: UUID,
    *,
    client: AuthenticatedClient,

) -> ErrorAnswer | WebhookDeliveryAnswer | None:
    """ Send a message once more.

     The same message, with the same `webhook-id`, from the first attempt on. One that waits for its next
    attempt is sent now.

    Callers: a session; the role `admin` or above in the org; a step-up; limited by the bucket
    `tenancy`.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        delivery_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | WebhookDeliveryAnswer
     """


    return (await asyncio_detailed(
        id=id,
delivery_id=delivery_id,
client=client,

    )).parsed
