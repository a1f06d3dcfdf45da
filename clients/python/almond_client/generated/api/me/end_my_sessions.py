from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.sessions_ended_answer import SessionsEndedAnswer
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    keep_current: bool | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["keepCurrent"] = keep_current


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/me/sessions",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | SessionsEndedAnswer | None:
    if response.status_code == 200:
        response_200 = SessionsEndedAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | SessionsEndedAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    keep_current: bool | Unset = UNSET,

) -> Response[ErrorAnswer | SessionsEndedAnswer]:
    """ Sign out everywhere.

     This session ends too, unless `keepCurrent` is `true`. Needs no step-up. API keys stay.

    Callers: a session.

    Args:
        keep_current (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | SessionsEndedAnswer]
     """


    kwargs = _get_kwargs(
        keep_current=keep_current,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    keep_current: bool | Unset = UNSET,

) -> ErrorAnswer | SessionsEndedAnswer | None:
    """ Sign out everywhere.

     This session ends too, unless `keepCurrent` is `true`. Needs no step-up. API keys stay.

    Callers: a session.

    Args:
        keep_current (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | SessionsEndedAnswer
     """


    return sync_detailed(
        client=client,
keep_current=keep_current,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    keep_current: bool | Unset = UNSET,

) -> Response[ErrorAnswer | SessionsEndedAnswer]:
    """ Sign out everywhere.

     This session ends too, unless `keepCurrent` is `true`. Needs no step-up. API keys stay.

    Callers: a session.

    Args:
        keep_current (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | SessionsEndedAnswer]
     """


    kwargs = _get_kwargs(
        keep_current=keep_current,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    keep_current: bool | Unset = UNSET,

) -> ErrorAnswer | SessionsEndedAnswer | None:
    """ Sign out everywhere.

     This session ends too, unless `keepCurrent` is `true`. Needs no step-up. API keys stay.

    Callers: a session.

    Args:
        keep_current (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | SessionsEndedAnswer
     """


    return (await asyncio_detailed(
        client=client,
keep_current=keep_current,

    )).parsed
