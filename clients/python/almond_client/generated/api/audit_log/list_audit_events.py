from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.action import Action
from ...models.audit_event_list_answer import AuditEventListAnswer
from ...models.error_answer import ErrorAnswer
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime



def _get_kwargs(
    *,
    action: Action | Unset = UNSET,
    actor_id: UUID | Unset = UNSET,
    key_id: UUID | Unset = UNSET,
    target_id: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_action: str | Unset = UNSET
    if not isinstance(action, Unset):
        json_action = action.value

    params["action"] = json_action

    json_actor_id: str | Unset = UNSET
    if not isinstance(actor_id, Unset):
        json_actor_id = str(actor_id)
    params["actorId"] = json_actor_id

    json_key_id: str | Unset = UNSET
    if not isinstance(key_id, Unset):
        json_key_id = str(key_id)
    params["keyId"] = json_key_id

    params["targetId"] = target_id

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params["limit"] = limit

    params["cursor"] = cursor

    params["total"] = total


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/audit-events",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AuditEventListAnswer | ErrorAnswer | None:
    if response.status_code == 200:
        response_200 = AuditEventListAnswer.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AuditEventListAnswer | ErrorAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    action: Action | Unset = UNSET,
    actor_id: UUID | Unset = UNSET,
    key_id: UUID | Unset = UNSET,
    target_id: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> Response[AuditEventListAnswer | ErrorAnswer]:
    """ List what happened in the org, newest first.

     For owners and admins, and their keys. The records are a hash chain; `docs/operating/audit.md` says
    how to verify it.

    Callers: a session, or a key; the role `admin` or above in the org.

    Args:
        action (Action | Unset): What can be in the audit log.
        actor_id (UUID | Unset):
        key_id (UUID | Unset):
        target_id (str | Unset):
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditEventListAnswer | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        action=action,
actor_id=actor_id,
key_id=key_id,
target_id=target_id,
from_=from_,
to=to,
limit=limit,
cursor=cursor,
total=total,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    action: Action | Unset = UNSET,
    actor_id: UUID | Unset = UNSET,
    key_id: UUID | Unset = UNSET,
    target_id: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> AuditEventListAnswer | ErrorAnswer | None:
    """ List what happened in the org, newest first.

     For owners and admins, and their keys. The records are a hash chain; `docs/operating/audit.md` says
    how to verify it.

    Callers: a session, or a key; the role `admin` or above in the org.

    Args:
        action (Action | Unset): What can be in the audit log.
        actor_id (UUID | Unset):
        key_id (UUID | Unset):
        target_id (str | Unset):
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditEventListAnswer | ErrorAnswer
     """


    return sync_detailed(
        client=client,
action=action,
actor_id=actor_id,
key_id=key_id,
target_id=target_id,
from_=from_,
to=to,
limit=limit,
cursor=cursor,
total=total,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    action: Action | Unset = UNSET,
    actor_id: UUID | Unset = UNSET,
    key_id: UUID | Unset = UNSET,
    target_id: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> Response[AuditEventListAnswer | ErrorAnswer]:
    """ List what happened in the org, newest first.

     For owners and admins, and their keys. The records are a hash chain; `docs/operating/audit.md` says
    how to verify it.

    Callers: a session, or a key; the role `admin` or above in the org.

    Args:
        action (Action | Unset): What can be in the audit log.
        actor_id (UUID | Unset):
        key_id (UUID | Unset):
        target_id (str | Unset):
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditEventListAnswer | ErrorAnswer]
     """


    kwargs = _get_kwargs(
        action=action,
actor_id=actor_id,
key_id=key_id,
target_id=target_id,
from_=from_,
to=to,
limit=limit,
cursor=cursor,
total=total,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    action: Action | Unset = UNSET,
    actor_id: UUID | Unset = UNSET,
    key_id: UUID | Unset = UNSET,
    target_id: str | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    total: bool | Unset = UNSET,

) -> AuditEventListAnswer | ErrorAnswer | None:
    """ List what happened in the org, newest first.

     For owners and admins, and their keys. The records are a hash chain; `docs/operating/audit.md` says
    how to verify it.

    Callers: a session, or a key; the role `admin` or above in the org.

    Args:
        action (Action | Unset): What can be in the audit log.
        actor_id (UUID | Unset):
        key_id (UUID | Unset):
        target_id (str | Unset):
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        total (bool | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditEventListAnswer | ErrorAnswer
     """


    return (await asyncio_detailed(
        client=client,
action=action,
actor_id=actor_id,
key_id=key_id,
target_id=target_id,
from_=from_,
to=to,
limit=limit,
cursor=cursor,
total=total,

    )).parsed
