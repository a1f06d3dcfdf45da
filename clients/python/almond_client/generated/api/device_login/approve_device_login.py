from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.approve_device_login import ApproveDeviceLogin
from ...models.device_login_status_answer import DeviceLoginStatusAnswer
from ...models.error_answer import ErrorAnswer
from typing import cast



def _get_kwargs(
    *,
    body: ApproveDeviceLogin,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/device/approve",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DeviceLoginStatusAnswer | ErrorAnswer | None:
    if response.status_code == 200:
        response_200 = DeviceLoginStatusAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DeviceLoginStatusAnswer | ErrorAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ApproveDeviceLogin,

) -> Response[DeviceLoginStatusAnswer | ErrorAnswer]:
    """ Approve a device login.

     The device gets a key of yours in the org of this session, for what it asked for or less. Needs a
    step-up and draws on
    the bucket of minting. The approval counts as long as this session does, in this org.

    Callers: a session; a step-up; limited by the bucket `mint`.

    Args:
        body (ApproveDeviceLogin): A person's yes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeviceLoginStatusAnswer | ErrorAnswer]
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
    client: AuthenticatedClient,
    body: ApproveDeviceLogin,

) -> DeviceLoginStatusAnswer | ErrorAnswer | None:
    """ Approve a device login.

     The device gets a key of yours in the org of this session, for what it asked for or less. Needs a
    step-up and draws on
    the bucket of minting. The approval counts as long as this session does, in this org.

    Callers: a session; a step-up; limited by the bucket `mint`.

    Args:
        body (ApproveDeviceLogin): A person's yes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeviceLoginStatusAnswer | ErrorAnswer
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ApproveDeviceLogin,

) -> Response[DeviceLoginStatusAnswer | ErrorAnswer]:
    """ Approve a device login.

     The device gets a key of yours in the org of this session, for what it asked for or less. Needs a
    step-up and draws on
    the bucket of minting. The approval counts as long as this session does, in this org.

    Callers: a session; a step-up; limited by the bucket `mint`.

    Args:
        body (ApproveDeviceLogin): A person's yes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeviceLoginStatusAnswer | ErrorAnswer]
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
    client: AuthenticatedClient,
    body: ApproveDeviceLogin,

) -> DeviceLoginStatusAnswer | ErrorAnswer | None:
    """ Approve a device login.

     The device gets a key of yours in the org of this session, for what it asked for or less. Needs a
    step-up and draws on
    the bucket of minting. The approval counts as long as this session does, in this org.

    Callers: a session; a step-up; limited by the bucket `mint`.

    Args:
        body (ApproveDeviceLogin): A person's yes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeviceLoginStatusAnswer | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
