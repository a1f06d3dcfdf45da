from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.list_org_api_keys_state import ListOrgApiKeysState
from ...models.org_api_key_list_answer import OrgApiKeyListAnswer
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    id: UUID,
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    total: bool | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    state: ListOrgApiKeysState | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params["q"] = q

    params["total"] = total

    json_user_id: str | Unset = UNSET
    if not isinstance(user_id, Unset):
        json_user_id = str(user_id)
    params["userId"] = json_user_id

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/orgs/{id}/api-keys".format(id=quote(str(id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | OrgApiKeyListAnswer | None:
    if response.status_code == 200:
        response_200 = OrgApiKeyListAnswer.from_dict(response.json())



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

    if response.status_code == 503:
        response_503 = ErrorAnswer.from_dict(response.json())



        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | OrgApiKeyListAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    total: bool | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    state: ListOrgApiKeysState | Unset = UNSET,

) -> Response[ErrorAnswer | OrgApiKeyListAnswer]:
    """ List the keys of everybody in an org, newest first.

     For owners and admins. Revoked keys are left out, and the keys themselves are never shown.

    Callers: a session; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        q (str | Unset):
        total (bool | Unset):
        user_id (UUID | Unset):
        state (ListOrgApiKeysState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | OrgApiKeyListAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
limit=limit,
cursor=cursor,
q=q,
total=total,
user_id=user_id,
state=state,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    total: bool | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    state: ListOrgApiKeysState | Unset = UNSET,

) -> ErrorAnswer | OrgApiKeyListAnswer | None:
    """ List the keys of everybody in an org, newest first.

     For owners and admins. Revoked keys are left out, and the keys themselves are never shown.

    Callers: a session; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        q (str | Unset):
        total (bool | Unset):
        user_id (UUID | Unset):
        state (ListOrgApiKeysState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | OrgApiKeyListAnswer
     """


    return sync_detailed(
        id=id,
client=client,
limit=limit,
cursor=cursor,
q=q,
total=total,
user_id=user_id,
state=state,

    ).parsed

async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    total: bool | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    state: ListOrgApiKeysState | Unset = UNSET,

) -> Response[ErrorAnswer | OrgApiKeyListAnswer]:
    """ List the keys of everybody in an org, newest first.

     For owners and admins. Revoked keys are left out, and the keys themselves are never shown.

    Callers: a session; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        q (str | Unset):
        total (bool | Unset):
        user_id (UUID | Unset):
        state (ListOrgApiKeysState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | OrgApiKeyListAnswer]
     """


    kwargs = _get_kwargs(
        id=id,
limit=limit,
cursor=cursor,
q=q,
total=total,
user_id=user_id,
state=state,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    q: str | Unset = UNSET,
    total: bool | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    state: ListOrgApiKeysState | Unset = UNSET,

) -> ErrorAnswer | OrgApiKeyListAnswer | None:
    """ List the keys of everybody in an org, newest first.

     For owners and admins. Revoked keys are left out, and the keys themselves are never shown.

    Callers: a session; the role `admin` or above in the org.

    Args:
        id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        q (str | Unset):
        total (bool | Unset):
        user_id (UUID | Unset):
        state (ListOrgApiKeysState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | OrgApiKeyListAnswer
     """


    return (await asyncio_detailed(
        id=id,
client=client,
limit=limit,
cursor=cursor,
q=q,
total=total,
user_id=user_id,
state=state,

    )).parsed
