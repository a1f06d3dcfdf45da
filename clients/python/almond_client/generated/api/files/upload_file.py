from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error_answer import ErrorAnswer
from ...models.file_answer import FileAnswer
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    *,
    body: File,
    name: str,
    content_digest: str | Unset = UNSET,
    repr_digest: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(content_digest, Unset):
        headers["Content-Digest"] = content_digest

    if not isinstance(repr_digest, Unset):
        headers["Repr-Digest"] = repr_digest



    

    params: dict[str, Any] = {}

    params["name"] = name


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/files",
        "params": params,
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErrorAnswer | FileAnswer | None:
    if response.status_code == 201:
        response_201 = FileAnswer.from_dict(response.json())



        return response_201

    if response.status_code == 400:
        response_400 = ErrorAnswer.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = ErrorAnswer.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = ErrorAnswer.from_dict(response.json())



        return response_403

    if response.status_code == 409:
        response_409 = ErrorAnswer.from_dict(response.json())



        return response_409

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErrorAnswer | FileAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: File,
    name: str,
    content_digest: str | Unset = UNSET,
    repr_digest: str | Unset = UNSET,

) -> Response[ErrorAnswer | FileAnswer]:
    """ Upload a file.

     The body is the file, and its `Content-Type` the file's. 409 when the org has no room for it. An
    upload that
    fails or breaks off leaves nothing.

    Callers: a session, or a key with the scope `files:write`.

    Args:
        name (str):  Example: report.pdf.
        content_digest (str | Unset):
        repr_digest (str | Unset):
        body (File): The file's bytes. Any `Content-Type` is taken, and kept as the file's.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | FileAnswer]
     """


    kwargs = _get_kwargs(
        body=body,
name=name,
content_digest=content_digest,
repr_digest=repr_digest,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: File,
    name: str,
    content_digest: str | Unset = UNSET,
    repr_digest: str | Unset = UNSET,

) -> ErrorAnswer | FileAnswer | None:
    """ Upload a file.

     The body is the file, and its `Content-Type` the file's. 409 when the org has no room for it. An
    upload that
    fails or breaks off leaves nothing.

    Callers: a session, or a key with the scope `files:write`.

    Args:
        name (str):  Example: report.pdf.
        content_digest (str | Unset):
        repr_digest (str | Unset):
        body (File): The file's bytes. Any `Content-Type` is taken, and kept as the file's.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | FileAnswer
     """


    return sync_detailed(
        client=client,
body=body,
name=name,
content_digest=content_digest,
repr_digest=repr_digest,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: File,
    name: str,
    content_digest: str | Unset = UNSET,
    repr_digest: str | Unset = UNSET,

) -> Response[ErrorAnswer | FileAnswer]:
    """ Upload a file.

     The body is the file, and its `Content-Type` the file's. 409 when the org has no room for it. An
    upload that
    fails or breaks off leaves nothing.

    Callers: a session, or a key with the scope `files:write`.

    Args:
        name (str):  Example: report.pdf.
        content_digest (str | Unset):
        repr_digest (str | Unset):
        body (File): The file's bytes. Any `Content-Type` is taken, and kept as the file's.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorAnswer | FileAnswer]
     """


    kwargs = _get_kwargs(
        body=body,
name=name,
content_digest=content_digest,
repr_digest=repr_digest,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: File,
    name: str,
    content_digest: str | Unset = UNSET,
    repr_digest: str | Unset = UNSET,

) -> ErrorAnswer | FileAnswer | None:
    """ Upload a file.

     The body is the file, and its `Content-Type` the file's. 409 when the org has no room for it. An
    upload that
    fails or breaks off leaves nothing.

    Callers: a session, or a key with the scope `files:write`.

    Args:
        name (str):  Example: report.pdf.
        content_digest (str | Unset):
        repr_digest (str | Unset):
        body (File): The file's bytes. Any `Content-Type` is taken, and kept as the file's.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorAnswer | FileAnswer
     """


    return (await asyncio_detailed(
        client=client,
body=body,
name=name,
content_digest=content_digest,
repr_digest=repr_digest,

    )).parsed
