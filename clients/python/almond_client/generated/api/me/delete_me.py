from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.me_deleted_answer import MeDeletedAnswer
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    confirm: str,
    hand_over_to: str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["confirm"] = confirm

    params["handOverTo"] = hand_over_to


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/me",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | MeDeletedAnswer | None:
    if response.status_code == 200:
        response_200 = MeDeletedAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | MeDeletedAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    confirm: str,
    hand_over_to: str | Unset = UNSET,

) -> Response[ErrorAnswer | MeDeletedAnswer]:
    """ Delete the account.

     Ends its sessions and keys at once, and takes the orgs along in which nobody else is. 409 names the
    orgs that would
    be left without an owner, or says that the plan isn't the one that was seen.

    Callers: a session; a step-up.

    Args:
        confirm (str):
        hand_over_to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MeDeletedAnswer]
     """


    kwargs = _get_kwargs(
        confirm=confirm,
hand_over_to=hand_over_to,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    confirm: str,
    hand_over_to: str | Unset = UNSET,

) -> ErrorAnswer | MeDeletedAnswer | None:
    """ Delete the account.

     Ends its sessions and keys at once, and takes the orgs along in which nobody else is. 409 names the
    orgs that would
    be left without an owner, or says that the plan isn't the one that was seen.

    Callers: a session; a step-up.

    Args:
        confirm (str):
        hand_over_to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MeDeletedAnswer
     """


    return sync_detailed(
        client=client,
confirm=confirm,
hand_over_to=hand_over_to,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    confirm: str,
    hand_over_to: str | Unset = UNSET,

) -> Response[ErrorAnswer | MeDeletedAnswer]:
    """ Delete the account.

     Ends its sessions and keys at once, and takes the orgs along in which nobody else is. 409 names the
    orgs that would
    be left without an owner, or says that the plan isn't the one that was seen.

    Callers: a session; a step-up.

    Args:
        confirm (str):
        hand_over_to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MeDeletedAnswer]
     """


    kwargs = _get_kwargs(
        confirm=confirm,
hand_over_to=hand_over_to,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    confirm: str,
    hand_over_to: str | Unset = UNSET,

) -> ErrorAnswer | MeDeletedAnswer | None:
    """ Delete the account.

     Ends its sessions and keys at once, and takes the orgs along in which nobody else is. 409 names the
    orgs that would
    be left without an owner, or says that the plan isn't the one that was seen.

    Callers: a session; a step-up.

    Args:
        confirm (str):
        hand_over_to (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MeDeletedAnswer
     """


    return (await asyncio_detailed(
        client=client,
confirm=confirm,
hand_over_to=hand_over_to,

    )).parsed
