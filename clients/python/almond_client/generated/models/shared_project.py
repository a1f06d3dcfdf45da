from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="SharedProject")



@_attrs_define
class SharedProject:
    """ What a link shows of its project: nothing of who is in it, nor of where it is.

        Attributes:
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            description (None | str): What it is about.
            expires_at (datetime.datetime): From when on the link shows nothing. Example: 2026-04-30T12:01:00.000Z.
            name (str): What people call the project.
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
     """

    created_at: datetime.datetime
    description: None | str
    expires_at: datetime.datetime
    name: str
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        description: None | str
        description = self.description

        expires_at = self.expires_at.isoformat()

        name = self.name

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "description": description,
            "expiresAt": expires_at,
            "name": name,
            "updatedAt": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))


        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))




        name = d.pop("name")

        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        shared_project = cls(
            created_at=created_at,
            description=description,
            expires_at=expires_at,
            name=name,
            updated_at=updated_at,
        )


        shared_project.additional_properties = d
        return shared_project

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
