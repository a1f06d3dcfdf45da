from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.create_machine_payment import CreateMachinePayment
from ...models.error_answer import ErrorAnswer
from ...models.machine_payment_answer import MachinePaymentAnswer
from typing import cast



def _get_kwargs(
    *,
    body: CreateMachinePayment,
    idempotency_key: str,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/billing/machine-payments",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | MachinePaymentAnswer | None:
    if response.status_code == 201:
        response_201 = MachinePaymentAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | MachinePaymentAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateMachinePayment,
    idempotency_key: str,

) -> Response[ErrorAnswer | MachinePaymentAnswer]:
    """ Ask for a machine payment.

     By a key with `billing:machine:charge`, or in a session with a step-up; of an owner or admin. The
    same request with
    the same `Idempotency-Key` gets the same answer, marked `Idempotency-Replayed: true`, and makes no
    second payment;
    another request with it is a conflict. 503 in production where the operator has no payment service.

    Callers: a session, or a key with the scope `billing:machine:charge`; the role `admin` or above in
    the org; a step-up.

    Args:
        idempotency_key (str):  Example: 5f2c9a1e-invoice-1041.
        body (CreateMachinePayment): A payment to be made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MachinePaymentAnswer]
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
    body: CreateMachinePayment,
    idempotency_key: str,

) -> ErrorAnswer | MachinePaymentAnswer | None:
    """ Ask for a machine payment.

     By a key with `billing:machine:charge`, or in a session with a step-up; of an owner or admin. The
    same request with
    the same `Idempotency-Key` gets the same answer, marked `Idempotency-Replayed: true`, and makes no
    second payment;
    another request with it is a conflict. 503 in production where the operator has no payment service.

    Callers: a session, or a key with the scope `billing:machine:charge`; the role `admin` or above in
    the org; a step-up.

    Args:
        idempotency_key (str):  Example: 5f2c9a1e-invoice-1041.
        body (CreateMachinePayment): A payment to be made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MachinePaymentAnswer
     """


    return sync_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateMachinePayment,
    idempotency_key: str,

) -> Response[ErrorAnswer | MachinePaymentAnswer]:
    """ Ask for a machine payment.

     By a key with `billing:machine:charge`, or in a session with a step-up; of an owner or admin. The
    same request with
    the same `Idempotency-Key` gets the same answer, marked `Idempotency-Replayed: true`, and makes no
    second payment;
    another request with it is a conflict. 503 in production where the operator has no payment service.

    Callers: a session, or a key with the scope `billing:machine:charge`; the role `admin` or above in
    the org; a step-up.

    Args:
        idempotency_key (str):  Example: 5f2c9a1e-invoice-1041.
        body (CreateMachinePayment): A payment to be made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MachinePaymentAnswer]
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
    body: CreateMachinePayment,
    idempotency_key: str,

) -> ErrorAnswer | MachinePaymentAnswer | None:
    """ Ask for a machine payment.

     By a key with `billing:machine:charge`, or in a session with a step-up; of an owner or admin. The
    same request with
    the same `Idempotency-Key` gets the same answer, marked `Idempotency-Replayed: true`, and makes no
    second payment;
    another request with it is a conflict. 503 in production where the operator has no payment service.

    Callers: a session, or a key with the scope `billing:machine:charge`; the role `admin` or above in
    the org; a step-up.

    Args:
        idempotency_key (str):  Example: 5f2c9a1e-invoice-1041.
        body (CreateMachinePayment): A payment to be made.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MachinePaymentAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
