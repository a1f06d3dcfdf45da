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
    response_type: str | Unset = UNSET,
    client_id: str | Unset = UNSET,
    redirect_uri: str | Unset = UNSET,
    code_challenge: str | Unset = UNSET,
    code_challenge_method: str | Unset = UNSET,
    resource: str | Unset = UNSET,
    scope: str | Unset = UNSET,
    state: str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["response_type"] = response_type

    params["client_id"] = client_id

    params["redirect_uri"] = redirect_uri

    params["code_challenge"] = code_challenge

    params["code_challenge_method"] = code_challenge_method

    params["resource"] = resource

    params["scope"] = scope

    params["state"] = state


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/oauth2/authorize",
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
    response_type: str | Unset = UNSET,
    client_id: str | Unset = UNSET,
    redirect_uri: str | Unset = UNSET,
    code_challenge: str | Unset = UNSET,
    code_challenge_method: str | Unset = UNSET,
    resource: str | Unset = UNSET,
    scope: str | Unset = UNSET,
    state: str | Unset = UNSET,

) -> Response[Any | ErrorAnswer]:
    """ Ask a person for a grant (RFC 6749, 4.1.1; PKCE).

     Open it in a browser. It ends at `redirect_uri` with `?code=` or `?error=`, and with `state` and
    `iss`; where the client
    or its `redirect_uri` is at fault, at a page of the server's own.

    Callers: anyone; limited by the bucket `client`.

    Args:
        response_type (str | Unset):
        client_id (str | Unset):
        redirect_uri (str | Unset):
        code_challenge (str | Unset):
        code_challenge_method (str | Unset):
        resource (str | Unset):
        scope (str | Unset):
        state (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        response_type=response_type,
client_id=client_id,
redirect_uri=redirect_uri,
code_challenge=code_challenge,
code_challenge_method=code_challenge_method,
resource=resource,
scope=scope,
state=state,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient | Client,
    response_type: str | Unset = UNSET,
    client_id: str | Unset = UNSET,
    redirect_uri: str | Unset = UNSET,
    code_challenge: str | Unset = UNSET,
    code_challenge_method: str | Unset = UNSET,
    resource: str | Unset = UNSET,
    scope: str | Unset = UNSET,
    state: str | Unset = UNSET,

) -> Any | ErrorAnswer | None:
    """ Ask a person for a grant (RFC 6749, 4.1.1; PKCE).

     Open it in a browser. It ends at `redirect_uri` with `?code=` or `?error=`, and with `state` and
    `iss`; where the client
    or its `redirect_uri` is at fault, at a page of the server's own.

    Callers: anyone; limited by the bucket `client`.

    Args:
        response_type (str | Unset):
        client_id (str | Unset):
        redirect_uri (str | Unset):
        code_challenge (str | Unset):
        code_challenge_method (str | Unset):
        resource (str | Unset):
        scope (str | Unset):
        state (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorAnswer
     """


    return sync_detailed(
        client=client,
response_type=response_type,
client_id=client_id,
redirect_uri=redirect_uri,
code_challenge=code_challenge,
code_challenge_method=code_challenge_method,
resource=resource,
scope=scope,
state=state,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    response_type: str | Unset = UNSET,
    client_id: str | Unset = UNSET,
    redirect_uri: str | Unset = UNSET,
    code_challenge: str | Unset = UNSET,
    code_challenge_method: str | Unset = UNSET,
    resource: str | Unset = UNSET,
    scope: str | Unset = UNSET,
    state: str | Unset = UNSET,

) -> Response[Any | ErrorAnswer]:
    """ Ask a person for a grant (RFC 6749, 4.1.1; PKCE).

     Open it in a browser. It ends at `redirect_uri` with `?code=` or `?error=`, and with `state` and
    `iss`; where the client
    or its `redirect_uri` is at fault, at a page of the server's own.

    Callers: anyone; limited by the bucket `client`.

    Args:
        response_type (str | Unset):
        client_id (str | Unset):
        redirect_uri (str | Unset):
        code_challenge (str | Unset):
        code_challenge_method (str | Unset):
        resource (str | Unset):
        scope (str | Unset):
        state (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        response_type=response_type,
client_id=client_id,
redirect_uri=redirect_uri,
code_challenge=code_challenge,
code_challenge_method=code_challenge_method,
resource=resource,
scope=scope,
state=state,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    response_type: str | Unset = UNSET,
    client_id: str | Unset = UNSET,
    redirect_uri: str | Unset = UNSET,
    code_challenge: str | Unset = UNSET,
    code_challenge_method: str | Unset = UNSET,
    resource: str | Unset = UNSET,
    scope: str | Unset = UNSET,
    state: str | Unset = UNSET,

) -> Any | ErrorAnswer | None:
    """ Ask a person for a grant (RFC 6749, 4.1.1; PKCE).

     Open it in a browser. It ends at `redirect_uri` with `?code=` or `?error=`, and with `state` and
    `iss`; where the client
    or its `redirect_uri` is at fault, at a page of the server's own.

    Callers: anyone; limited by the bucket `client`.

    Args:
        response_type (str | Unset):
        client_id (str | Unset):
        redirect_uri (str | Unset):
        code_challenge (str | Unset):
        code_challenge_method (str | Unset):
        resource (str | Unset):
        scope (str | Unset):
        state (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
response_type=response_type,
client_id=client_id,
redirect_uri=redirect_uri,
code_challenge=code_challenge,
code_challenge_method=code_challenge_method,
resource=resource,
scope=scope,
state=state,

    )).parsed
