from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.machine_payment_settled_answer import MachinePaymentSettledAnswer
from ...models.settle_machine_payment import SettleMachinePayment
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    body: SettleMachinePayment,
    webhook_id: str | Unset = UNSET,
    webhook_timestamp: str | Unset = UNSET,
    webhook_signature: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(webhook_id, Unset):
        headers["webhook-id"] = webhook_id

    if not isinstance(webhook_timestamp, Unset):
        headers["webhook-timestamp"] = webhook_timestamp

    if not isinstance(webhook_signature, Unset):
        headers["webhook-signature"] = webhook_signature



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/billing/callbacks/payment",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | MachinePaymentSettledAnswer | None:
    if response.status_code == 200:
        response_200 = MachinePaymentSettledAnswer.from_dict(response.json())



        return response_200

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = ErrorAnswer.from_dict(response.json())



        return response_401

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | MachinePaymentSettledAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SettleMachinePayment,
    webhook_id: str | Unset = UNSET,
    webhook_timestamp: str | Unset = UNSET,
    webhook_signature: str | Unset = UNSET,

) -> Response[ErrorAnswer | MachinePaymentSettledAnswer]:
    """ Say how a machine payment ended.

     For the operator's payment service, which signs this as the Standard Webhooks specification says,
    with the secret
    that its own messages are signed with. Saying it again changes nothing; saying otherwise is a
    conflict.

    Callers: anyone.

    Args:
        webhook_id (str | Unset):
        webhook_timestamp (str | Unset):
        webhook_signature (str | Unset):
        body (SettleMachinePayment): What the payment service says of a payment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MachinePaymentSettledAnswer]
     """


    kwargs = _get_kwargs(
        body=body,
webhook_id=webhook_id,
webhook_timestamp=webhook_timestamp,
webhook_signature=webhook_signature,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient | Client,
    body: SettleMachinePayment,
    webhook_id: str | Unset = UNSET,
    webhook_timestamp: str | Unset = UNSET,
    webhook_signature: str | Unset = UNSET,

) -> ErrorAnswer | MachinePaymentSettledAnswer | None:
    """ Say how a machine payment ended.

     For the operator's payment service, which signs this as the Standard Webhooks specification says,
    with the secret
    that its own messages are signed with. Saying it again changes nothing; saying otherwise is a
    conflict.

    Callers: anyone.

    Args:
        webhook_id (str | Unset):
        webhook_timestamp (str | Unset):
        webhook_signature (str | Unset):
        body (SettleMachinePayment): What the payment service says of a payment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MachinePaymentSettledAnswer
     """


    return sync_detailed(
        client=client,
body=body,
webhook_id=webhook_id,
webhook_timestamp=webhook_timestamp,
webhook_signature=webhook_signature,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SettleMachinePayment,
    webhook_id: str | Unset = UNSET,
    webhook_timestamp: str | Unset = UNSET,
    webhook_signature: str | Unset = UNSET,

) -> Response[ErrorAnswer | MachinePaymentSettledAnswer]:
    """ Say how a machine payment ended.

     For the operator's payment service, which signs this as the Standard Webhooks specification says,
    with the secret
    that its own messages are signed with. Saying it again changes nothing; saying otherwise is a
    conflict.

    Callers: anyone.

    Args:
        webhook_id (str | Unset):
        webhook_timestamp (str | Unset):
        webhook_signature (str | Unset):
        body (SettleMachinePayment): What the payment service says of a payment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MachinePaymentSettledAnswer]
     """


    kwargs = _get_kwargs(
        body=body,
webhook_id=webhook_id,
webhook_timestamp=webhook_timestamp,
webhook_signature=webhook_signature,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SettleMachinePayment,
    webhook_id: str | Unset = UNSET,
    webhook_timestamp: str | Unset = UNSET,
    webhook_signature: str | Unset = UNSET,

) -> ErrorAnswer | MachinePaymentSettledAnswer | None:
    """ Say how a machine payment ended.

     For the operator's payment service, which signs this as the Standard Webhooks specification says,
    with the secret
    that its own messages are signed with. Saying it again changes nothing; saying otherwise is a
    conflict.

    Callers: anyone.

    Args:
        webhook_id (str | Unset):
        webhook_timestamp (str | Unset):
        webhook_signature (str | Unset):
        body (SettleMachinePayment): What the payment service says of a payment.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MachinePaymentSettledAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,
webhook_id=webhook_id,
webhook_timestamp=webhook_timestamp,
webhook_signature=webhook_signature,

    )).parsed
