from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.posted_answer import PostedAnswer
from typing import cast



def _get_kwargs(
    *,
    body: PostedAnswer,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/google/callback",
    }

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ErrorAnswer | None:
    if response.status_code == 302:
        response_302 = cast(Any, None)
        return response_302

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

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
    body: PostedAnswer,

) -> Response[Any | ErrorAnswer]:
    """ Come back from Google with a posted answer.

     For providers that have the browser post it (`response_mode=form_post`): it is sent on to the
    callback.

    Callers: anyone.

    Args:
        body (PostedAnswer): What a provider has a browser post.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorAnswer]
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
    client: AuthenticatedClient | Client,
    body: PostedAnswer,

) -> Any | ErrorAnswer | None:
    """ Come back from Google with a posted answer.

     For providers that have the browser post it (`response_mode=form_post`): it is sent on to the
    callback.

    Callers: anyone.

    Args:
        body (PostedAnswer): What a provider has a browser post.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorAnswer
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: PostedAnswer,

) -> Response[Any | ErrorAnswer]:
    """ Come back from Google with a posted answer.

     For providers that have the browser post it (`response_mode=form_post`): it is sent on to the
    callback.

    Callers: anyone.

    Args:
        body (PostedAnswer): What a provider has a browser post.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorAnswer]
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
    client: AuthenticatedClient | Client,
    body: PostedAnswer,

) -> Any | ErrorAnswer | None:
    """ Come back from Google with a posted answer.

     For providers that have the browser post it (`response_mode=form_post`): it is sent on to the
    callback.

    Callers: anyone.

    Args:
        body (PostedAnswer): What a provider has a browser post.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
