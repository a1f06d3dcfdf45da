from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MintedShareLink")



@_attrs_define
class MintedShareLink:
    """ A link that was just made.

        Attributes:
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            created_by (UUID): Who made it; once they could no longer make it, it is void. Example:
                019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            expires_at (datetime.datetime): From when on it shows nothing. Example: 2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (None | str): What people call it.
            project_id (UUID): The project that it shows. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            token (str): The secret that is in it, for `POST /share-links/open`.
            url (str): The link. It appears here and never again.
     """

    created_at: datetime.datetime
    created_by: UUID
    expires_at: datetime.datetime
    id: UUID
    name: None | str
    project_id: UUID
    token: str
    url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        created_by = str(self.created_by)

        expires_at = self.expires_at.isoformat()

        id = str(self.id)

        name: None | str
        name = self.name

        project_id = str(self.project_id)

        token = self.token

        url = self.url


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "createdBy": created_by,
            "expiresAt": expires_at,
            "id": id,
            "name": name,
            "projectId": project_id,
            "token": token,
            "url": url,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        created_by = UUID(d.pop("createdBy"))




        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))




        id = UUID(d.pop("id"))




        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))


        project_id = UUID(d.pop("projectId"))




        token = d.pop("token")

        url = d.pop("url")

        minted_share_link = cls(
            created_at=created_at,
            created_by=created_by,
            expires_at=expires_at,
            id=id,
            name=name,
            project_id=project_id,
            token=token,
            url=url,
        )


        minted_share_link.additional_properties = d
        return minted_share_link

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
