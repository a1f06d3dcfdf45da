from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.answered_authorization_answer import AnsweredAuthorizationAnswer
from ...models.approve_authorization import ApproveAuthorization
from ...models.error_answer import ErrorAnswer
from typing import cast



def _get_kwargs(
    *,
    body: ApproveAuthorization,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/oauth/authorization/approve",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AnsweredAuthorizationAnswer | ErrorAnswer | None:
    if response.status_code == 200:
        response_200 = AnsweredAuthorizationAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AnsweredAuthorizationAnswer | ErrorAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ApproveAuthorization,

) -> Response[AnsweredAuthorizationAnswer | ErrorAnswer]:
    """ Let a client do what it asks for.

     In the org that the session works in. Needs a step-up where the client could change something or a
    recovery code began
    the session, and draws on the bucket of minting. The browser then takes the code to the client.

    Callers: a session; the role `viewer` or above in the workspace; a step-up where what is granted
    changes anything; limited by the bucket `mint`.

    Args:
        body (ApproveAuthorization): A person's yes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AnsweredAuthorizationAnswer | ErrorAnswer]
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
    body: ApproveAuthorization,

) -> AnsweredAuthorizationAnswer | ErrorAnswer | None:
    """ Let a client do what it asks for.

     In the org that the session works in. Needs a step-up where the client could change something or a
    recovery code began
    the session, and draws on the bucket of minting. The browser then takes the code to the client.

    Callers: a session; the role `viewer` or above in the workspace; a step-up where what is granted
    changes anything; limited by the bucket `mint`.

    Args:
        body (ApproveAuthorization): A person's yes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AnsweredAuthorizationAnswer | ErrorAnswer
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ApproveAuthorization,

) -> Response[AnsweredAuthorizationAnswer | ErrorAnswer]:
    """ Let a client do what it asks for.

     In the org that the session works in. Needs a step-up where the client could change something or a
    recovery code began
    the session, and draws on the bucket of minting. The browser then takes the code to the client.

    Callers: a session; the role `viewer` or above in the workspace; a step-up where what is granted
    changes anything; limited by the bucket `mint`.

    Args:
        body (ApproveAuthorization): A person's yes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AnsweredAuthorizationAnswer | ErrorAnswer]
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
    body: ApproveAuthorization,

) -> AnsweredAuthorizationAnswer | ErrorAnswer | None:
    """ Let a client do what it asks for.

     In the org that the session works in. Needs a step-up where the client could change something or a
    recovery code began
    the session, and draws on the bucket of minting. The browser then takes the code to the client.

    Callers: a session; the role `viewer` or above in the workspace; a step-up where what is granted
    changes anything; limited by the bucket `mint`.

    Args:
        body (ApproveAuthorization): A person's yes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AnsweredAuthorizationAnswer | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
