from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.response_mode import ResponseMode
from ...models.start_google_prompt import StartGooglePrompt
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    frontend_url: str | Unset = UNSET,
    response_mode: ResponseMode | Unset = UNSET,
    frontend_state: str | Unset = UNSET,
    prompt: StartGooglePrompt | Unset = UNSET,
    login_hint: str | Unset = UNSET,
    max_age: str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["frontend_url"] = frontend_url

    json_response_mode: str | Unset = UNSET
    if not isinstance(response_mode, Unset):
        json_response_mode = response_mode.value

    params["response_mode"] = json_response_mode

    params["frontend_state"] = frontend_state

    json_prompt: str | Unset = UNSET
    if not isinstance(prompt, Unset):
        json_prompt = prompt.value

    params["prompt"] = json_prompt

    params["login_hint"] = login_hint

    params["max_age"] = max_age


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/auth/google",
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
    frontend_url: str | Unset = UNSET,
    response_mode: ResponseMode | Unset = UNSET,
    frontend_state: str | Unset = UNSET,
    prompt: StartGooglePrompt | Unset = UNSET,
    login_hint: str | Unset = UNSET,
    max_age: str | Unset = UNSET,

) -> Response[Any | ErrorAnswer]:
    """ Sign in with Google.

     Open it in a browser. It ends at `frontend_url` + `/auth/callback` with `?token=`, `?code=`,
    `?mfa_token=` and
    `&methods=`, or `?error=`, and `&frontend_state=` if it was given one; without a `frontend_url`, at
    the server's own page with the session's cookie.

    Callers: anyone.

    Args:
        frontend_url (str | Unset):
        response_mode (ResponseMode | Unset): What a front end gets: the session's `token`, or a
            `code` to exchange for one.
        frontend_state (str | Unset):
        prompt (StartGooglePrompt | Unset):
        login_hint (str | Unset):
        max_age (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        frontend_url=frontend_url,
response_mode=response_mode,
frontend_state=frontend_state,
prompt=prompt,
login_hint=login_hint,
max_age=max_age,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient | Client,
    frontend_url: str | Unset = UNSET,
    response_mode: ResponseMode | Unset = UNSET,
    frontend_state: str | Unset = UNSET,
    prompt: StartGooglePrompt | Unset = UNSET,
    login_hint: str | Unset = UNSET,
    max_age: str | Unset = UNSET,

) -> Any | ErrorAnswer | None:
    """ Sign in with Google.

     Open it in a browser. It ends at `frontend_url` + `/auth/callback` with `?token=`, `?code=`,
    `?mfa_token=` and
    `&methods=`, or `?error=`, and `&frontend_state=` if it was given one; without a `frontend_url`, at
    the server's own page with the session's cookie.

    Callers: anyone.

    Args:
        frontend_url (str | Unset):
        response_mode (ResponseMode | Unset): What a front end gets: the session's `token`, or a
            `code` to exchange for one.
        frontend_state (str | Unset):
        prompt (StartGooglePrompt | Unset):
        login_hint (str | Unset):
        max_age (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorAnswer
     """


    return sync_detailed(
        client=client,
frontend_url=frontend_url,
response_mode=response_mode,
frontend_state=frontend_state,
prompt=prompt,
login_hint=login_hint,
max_age=max_age,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    frontend_url: str | Unset = UNSET,
    response_mode: ResponseMode | Unset = UNSET,
    frontend_state: str | Unset = UNSET,
    prompt: StartGooglePrompt | Unset = UNSET,
    login_hint: str | Unset = UNSET,
    max_age: str | Unset = UNSET,

) -> Response[Any | ErrorAnswer]:
    """ Sign in with Google.

     Open it in a browser. It ends at `frontend_url` + `/auth/callback` with `?token=`, `?code=`,
    `?mfa_token=` and
    `&methods=`, or `?error=`, and `&frontend_state=` if it was given one; without a `frontend_url`, at
    the server's own page with the session's cookie.

    Callers: anyone.

    Args:
        frontend_url (str | Unset):
        response_mode (ResponseMode | Unset): What a front end gets: the session's `token`, or a
            `code` to exchange for one.
        frontend_state (str | Unset):
        prompt (StartGooglePrompt | Unset):
        login_hint (str | Unset):
        max_age (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        frontend_url=frontend_url,
response_mode=response_mode,
frontend_state=frontend_state,
prompt=prompt,
login_hint=login_hint,
max_age=max_age,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    frontend_url: str | Unset = UNSET,
    response_mode: ResponseMode | Unset = UNSET,
    frontend_state: str | Unset = UNSET,
    prompt: StartGooglePrompt | Unset = UNSET,
    login_hint: str | Unset = UNSET,
    max_age: str | Unset = UNSET,

) -> Any | ErrorAnswer | None:
    """ Sign in with Google.

     Open it in a browser. It ends at `frontend_url` + `/auth/callback` with `?token=`, `?code=`,
    `?mfa_token=` and
    `&methods=`, or `?error=`, and `&frontend_state=` if it was given one; without a `frontend_url`, at
    the server's own page with the session's cookie.

    Callers: anyone.

    Args:
        frontend_url (str | Unset):
        response_mode (ResponseMode | Unset): What a front end gets: the session's `token`, or a
            `code` to exchange for one.
        frontend_state (str | Unset):
        prompt (StartGooglePrompt | Unset):
        login_hint (str | Unset):
        max_age (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
frontend_url=frontend_url,
response_mode=response_mode,
frontend_state=frontend_state,
prompt=prompt,
login_hint=login_hint,
max_age=max_age,

    )).parsed
