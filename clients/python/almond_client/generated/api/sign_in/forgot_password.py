from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.mail_sent_answer import MailSentAnswer
from ...models.mail_to import MailTo
from typing import cast



def _get_kwargs(
    *,
    body: MailTo,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/password/forgot",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | MailSentAnswer | None:
    if response.status_code == 202:
        response_202 = MailSentAnswer.from_dict(response.json())



        return response_202

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | MailSentAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: MailTo,

) -> Response[ErrorAnswer | MailSentAnswer]:
    """ Ask for a link to set a new password with.

     Mails it to the account with this address; the answer is the same whether there is one or not. The
    link works
    once, for 15 minutes; a newer one voids the older.

    Callers: anyone; limited by the bucket `login`.

    Args:
        body (MailTo): Where a mailed link shall go.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MailSentAnswer]
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
    body: MailTo,

) -> ErrorAnswer | MailSentAnswer | None:
    """ Ask for a link to set a new password with.

     Mails it to the account with this address; the answer is the same whether there is one or not. The
    link works
    once, for 15 minutes; a newer one voids the older.

    Callers: anyone; limited by the bucket `login`.

    Args:
        body (MailTo): Where a mailed link shall go.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MailSentAnswer
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: MailTo,

) -> Response[ErrorAnswer | MailSentAnswer]:
    """ Ask for a link to set a new password with.

     Mails it to the account with this address; the answer is the same whether there is one or not. The
    link works
    once, for 15 minutes; a newer one voids the older.

    Callers: anyone; limited by the bucket `login`.

    Args:
        body (MailTo): Where a mailed link shall go.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | MailSentAnswer]
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
    body: MailTo,

) -> ErrorAnswer | MailSentAnswer | None:
    """ Ask for a link to set a new password with.

     Mails it to the account with this address; the answer is the same whether there is one or not. The
    link works
    once, for 15 minutes; a newer one voids the older.

    Callers: anyone; limited by the bucket `login`.

    Args:
        body (MailTo): Where a mailed link shall go.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | MailSentAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
