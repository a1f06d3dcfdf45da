from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.device_login_status_answer import DeviceLoginStatusAnswer
from ...models.error_answer import ErrorAnswer
from typing import cast



def _get_kwargs(
    *,
    device_code: str,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["deviceCode"] = device_code


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/auth/device",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DeviceLoginStatusAnswer | ErrorAnswer | None:
    if response.status_code == 200:
        response_200 = DeviceLoginStatusAnswer.from_dict(response.json())



        return response_200

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DeviceLoginStatusAnswer | ErrorAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    device_code: str,

) -> Response[DeviceLoginStatusAnswer | ErrorAnswer]:
    """ Where a device login stands.

     Asked again before the interval is over while it is pending: 400 `slow_down`, and the interval is
    five seconds
    longer from then on.

    Callers: anyone.

    Args:
        device_code (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeviceLoginStatusAnswer | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        device_code=device_code,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient | Client,
    device_code: str,

) -> DeviceLoginStatusAnswer | ErrorAnswer | None:
    """ Where a device login stands.

     Asked again before the interval is over while it is pending: 400 `slow_down`, and the interval is
    five seconds
    longer from then on.

    Callers: anyone.

    Args:
        device_code (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeviceLoginStatusAnswer | ErrorAnswer
     """


    return sync_detailed(
        client=client,
device_code=device_code,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    device_code: str,

) -> Response[DeviceLoginStatusAnswer | ErrorAnswer]:
    """ Where a device login stands.

     Asked again before the interval is over while it is pending: 400 `slow_down`, and the interval is
    five seconds
    longer from then on.

    Callers: anyone.

    Args:
        device_code (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeviceLoginStatusAnswer | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        device_code=device_code,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    device_code: str,

) -> DeviceLoginStatusAnswer | ErrorAnswer | None:
    """ Where a device login stands.

     Asked again before the interval is over while it is pending: 400 `slow_down`, and the interval is
    five seconds
    longer from then on.

    Callers: anyone.

    Args:
        device_code (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeviceLoginStatusAnswer | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
device_code=device_code,

    )).parsed
