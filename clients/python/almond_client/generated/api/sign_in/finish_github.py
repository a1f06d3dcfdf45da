from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    code: str | Unset = UNSET,
    error: str | Unset = UNSET,
    state: str | Unset = UNSET,
    iss: str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["code"] = code

    params["error"] = error

    params["state"] = state

    params["iss"] = iss


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/auth/github/callback",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ErrorAnswer | None:
    if response.status_code == 302:
        response_302 = cast(Any, None)
        return response_302

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = ErrorAnswer.from_dict(response.json())



        return response_401

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ErrorAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    code: str | Unset = UNSET,
    error: str | Unset = UNSET,
    state: str | Unset = UNSET,
    iss: str | Unset = UNSET,

) -> Response[Any | ErrorAnswer]:
    """ Come back from GitHub.

     For the provider to send browsers to.

    Callers: anyone; limited by the bucket `login`.

    Args:
        code (str | Unset):
        error (str | Unset):
        state (str | Unset):
        iss (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        code=code,
error=error,
state=state,
iss=iss,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient | Client,
    code: str | Unset = UNSET,
    error: str | Unset = UNSET,
    state: str | Unset = UNSET,
    iss: str | Unset = UNSET,

) -> Any | ErrorAnswer | None:
    """ Come back from GitHub.

     For the provider to send browsers to.

    Callers: anyone; limited by the bucket `login`.

    Args:
        code (str | Unset):
        error (str | Unset):
        state (str | Unset):
        iss (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorAnswer
     """


    return sync_detailed(
        client=client,
code=code,
error=error,
state=state,
iss=iss,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    code: str | Unset = UNSET,
    error: str | Unset = UNSET,
    state: str | Unset = UNSET,
    iss: str | Unset = UNSET,

) -> Response[Any | ErrorAnswer]:
    """ Come back from GitHub.

     For the provider to send browsers to.

    Callers: anyone; limited by the bucket `login`.

    Args:
        code (str | Unset):
        error (str | Unset):
        state (str | Unset):
        iss (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        code=code,
error=error,
state=state,
iss=iss,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    code: str | Unset = UNSET,
    error: str | Unset = UNSET,
    state: str | Unset = UNSET,
    iss: str | Unset = UNSET,

) -> Any | ErrorAnswer | None:
    """ Come back from GitHub.

     For the provider to send browsers to.

    Callers: anyone; limited by the bucket `login`.

    Args:
        code (str | Unset):
        error (str | Unset):
        state (str | Unset):
        iss (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
code=code,
error=error,
state=state,
iss=iss,

    )).parsed
