from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.machine_payment_list_answer import MachinePaymentListAnswer
from ...models.payment_status import PaymentStatus
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    status: PaymentStatus | Unset = UNSET,
    reference: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    params["reference"] = reference

    params["limit"] = limit

    params["cursor"] = cursor

    params["total"] = total


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/billing/machine-payments",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | MachinePaymentListAnswer | None:
    if response.status_code == 200:
        response_200 = MachinePaymentListAnswer.from_dict(response.json())



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

    if response.status_code == 503:
        response_503 = ErrorAnswer.from_dict(response.json())



        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | MachinePaymentListAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    status: PaymentStatus | Unset = UNSET,
    reference: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> Response[ErrorAnswer | MachinePaymentListAnswer]:
    """ List the org's machine payments, newest first.

     Callers: a session, or a key with the scope `billing:machine:charge`; the role `admin` or above in
    the org.

    Args:
        status (PaymentStatus | Unset): How far a payment has come; `settled` and `failed` are for
            good.
        reference (str | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MachinePaymentListAnswer]
     """


    kwargs = _get_kwargs(
        status=status,
reference=reference,
limit=limit,
cursor=cursor,
total=total,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    status: PaymentStatus | Unset = UNSET,
    reference: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> ErrorAnswer | MachinePaymentListAnswer | None:
    """ List the org's machine payments, newest first.

     Callers: a session, or a key with the scope `billing:machine:charge`; the role `admin` or above in
    the org.

    Args:
        status (PaymentStatus | Unset): How far a payment has come; `settled` and `failed` are for
            good.
        reference (str | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MachinePaymentListAnswer
     """


    return sync_detailed(
        client=client,
status=status,
reference=reference,
limit=limit,
cursor=cursor,
total=total,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    status: PaymentStatus | Unset = UNSET,
    reference: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> Response[ErrorAnswer | MachinePaymentListAnswer]:
    """ List the org's machine payments, newest first.

     Callers: a session, or a key with the scope `billing:machine:charge`; the role `admin` or above in
    the org.

    Args:
        status (PaymentStatus | Unset): How far a payment has come; `settled` and `failed` are for
            good.
        reference (str | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MachinePaymentListAnswer]
     """


    kwargs = _get_kwargs(
        status=status,
reference=reference,
limit=limit,
cursor=cursor,
total=total,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    status: PaymentStatus | Unset = UNSET,
    reference: str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> ErrorAnswer | MachinePaymentListAnswer | None:
    """ List the org's machine payments, newest first.

     Callers: a session, or a key with the scope `billing:machine:charge`; the role `admin` or above in
    the org.

    Args:
        status (PaymentStatus | Unset): How far a payment has come; `settled` and `failed` are for
            good.
        reference (str | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MachinePaymentListAnswer
     """


    return (await asyncio_detailed(
        client=client,
status=status,
reference=reference,
limit=limit,
cursor=cursor,
total=total,

    )).parsed
