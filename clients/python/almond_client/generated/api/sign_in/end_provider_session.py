from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.logout_token import LogoutToken
from ...models.provider_session_ended_answer import ProviderSessionEndedAnswer
from typing import cast



def _get_kwargs(
    openid: str,
    *,
    body: LogoutToken,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/{openid}/backchannel-logout".format(openid=quote(str(openid), safe=""),),
    }

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | ProviderSessionEndedAnswer | None:
    if response.status_code == 200:
        response_200 = ProviderSessionEndedAnswer.from_dict(response.json())



        return response_200

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | ProviderSessionEndedAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    openid: str,
    *,
    client: AuthenticatedClient | Client,
    body: LogoutToken,

) -> Response[ErrorAnswer | ProviderSessionEndedAnswer]:
    """ End the sessions that came from a provider's.

     For the provider to call, with a logout token: OpenID Connect Back-Channel Logout 1.0.

    Callers: anyone; limited by the bucket `login`.

    Args:
        openid (str):
        body (LogoutToken): What a provider sends.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | ProviderSessionEndedAnswer]
     """


    kwargs = _get_kwargs(
        openid=openid,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    openid: str,
    *,
    client: AuthenticatedClient | Client,
    body: LogoutToken,

) -> ErrorAnswer | ProviderSessionEndedAnswer | None:
    """ End the sessions that came from a provider's.

     For the provider to call, with a logout token: OpenID Connect Back-Channel Logout 1.0.

    Callers: anyone; limited by the bucket `login`.

    Args:
        openid (str):
        body (LogoutToken): What a provider sends.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | ProviderSessionEndedAnswer
     """


    return sync_detailed(
        openid=openid,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    openid: str,
    *,
    client: AuthenticatedClient | Client,
    body: LogoutToken,

) -> Response[ErrorAnswer | ProviderSessionEndedAnswer]:
    """ End the sessions that came from a provider's.

     For the provider to call, with a logout token: OpenID Connect Back-Channel Logout 1.0.

    Callers: anyone; limited by the bucket `login`.

    Args:
        openid (str):
        body (LogoutToken): What a provider sends.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | ProviderSessionEndedAnswer]
     """


    kwargs = _get_kwargs(
        openid=openid,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    openid: str,
    *,
    client: AuthenticatedClient | Client,
    body: LogoutToken,

) -> ErrorAnswer | ProviderSessionEndedAnswer | None:
    """ End the sessions that came from a provider's.

     For the provider to call, with a logout token: OpenID Connect Back-Channel Logout 1.0.

    Callers: anyone; limited by the bucket `login`.

    Args:
        openid (str):
        body (LogoutToken): What a provider sends.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | ProviderSessionEndedAnswer
     """


    return (await asyncio_detailed(
        openid=openid,
client=client,
body=body,

    )).parsed
