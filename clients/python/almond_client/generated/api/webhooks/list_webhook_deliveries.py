from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.delivery_status import DeliveryStatus
from ...models.error_answer import ErrorAnswer
from ...models.webhook_delivery_list_answer import WebhookDeliveryListAnswer
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    id: UUID,
    *,
    status: DeliveryStatus | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    params["limit"] = limit

    params["cursor"] = cursor

    params["total"] = total


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/webhook-endpoints/{id}/deliveries".format(id=quote(str(id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | WebhookDeliveryListAnswer | None:
    if response.status_code == 200:
        response_200 = WebhookDeliveryListAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | WebhookDeliveryListAnswer]:
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
    status: DeliveryStatus | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> Response[ErrorAnswer | WebhookDeliveryListAnswer]:
    """ List what was sent to an endpoint, newest first.

     Kept for 30 days.

    Callers: a session, or a key; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        status (DeliveryStatus | Unset): Whether a message is still to be sent, arrived, or was
            given up.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | WebhookDeliveryListAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
status=status,
limit=limit,
cursor=cursor,
total=total,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,
    status: DeliveryStatus | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> ErrorAnswer | WebhookDeliveryListAnswer | None:
    """ List what was sent to an endpoint, newest first.

     Kept for 30 days.

    Callers: a session, or a key; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        status (DeliveryStatus | Unset): Whether a message is still to be sent, arrived, or was
            given up.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | WebhookDeliveryListAnswer
     """


    return sync_detailed(
        id=id,
client=client,
status=status,
limit=limit,
cursor=cursor,
total=total,

    ).parsed

async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    status: DeliveryStatus | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> Response[ErrorAnswer | WebhookDeliveryListAnswer]:
    """ List what was sent to an endpoint, newest first.

     Kept for 30 days.

    Callers: a session, or a key; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        status (DeliveryStatus | Unset): Whether a message is still to be sent, arrived, or was
            given up.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | WebhookDeliveryListAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
status=status,
limit=limit,
cursor=cursor,
total=total,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    status: DeliveryStatus | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> ErrorAnswer | WebhookDeliveryListAnswer | None:
    """ List what was sent to an endpoint, newest first.

     Kept for 30 days.

    Callers: a session, or a key; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        status (DeliveryStatus | Unset): Whether a message is still to be sent, arrived, or was
            given up.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | WebhookDeliveryListAnswer
     """


    return (await asyncio_detailed(
        id=id,
client=client,
status=status,
limit=limit,
cursor=cursor,
total=total,

    )).parsed
