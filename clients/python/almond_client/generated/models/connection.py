from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="Connection")



@_attrs_define
class Connection:
    """ A third party's credential that is kept; the credential itself is not in it.

        Attributes:
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            created_by (UUID): Who made it. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            description (None | str): What it is for.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (str): What people call it.
            provider (str): Whose credential it is.
            rotated_at (datetime.datetime | None): When its credential was last replaced. Example: 2026-04-30T12:01:00.000Z.
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            usable_by_keys (bool): True if keys with `connections:use` may fetch its credential.
            version (int): How many credentials it has had; each rotation adds one.
     """

    created_at: datetime.datetime
    created_by: UUID
    description: None | str
    id: UUID
    name: str
    provider: str
    rotated_at: datetime.datetime | None
    updated_at: datetime.datetime
    usable_by_keys: bool
    version: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        created_by = str(self.created_by)

        description: None | str
        description = self.description

        id = str(self.id)

        name = self.name

        provider = self.provider

        rotated_at: None | str
        if isinstance(self.rotated_at, datetime.datetime):
            rotated_at = self.rotated_at.isoformat()
        else:
            rotated_at = self.rotated_at

        updated_at = self.updated_at.isoformat()

        usable_by_keys = self.usable_by_keys

        version = self.version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "createdBy": created_by,
            "description": description,
            "id": id,
            "name": name,
            "provider": provider,
            "rotatedAt": rotated_at,
            "updatedAt": updated_at,
            "usableByKeys": usable_by_keys,
            "version": version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        created_by = UUID(d.pop("createdBy"))




        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))


        id = UUID(d.pop("id"))




        name = d.pop("name")

        provider = d.pop("provider")

        def _parse_rotated_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rotated_at_type_0 = datetime.datetime.fromisoformat(data)



                return rotated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        rotated_at = _parse_rotated_at(d.pop("rotatedAt"))


        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        usable_by_keys = d.pop("usableByKeys")

        version = d.pop("version")

        connection = cls(
            created_at=created_at,
            created_by=created_by,
            description=description,
            id=id,
            name=name,
            provider=provider,
            rotated_at=rotated_at,
            updated_at=updated_at,
            usable_by_keys=usable_by_keys,
            version=version,
        )


        connection.additional_properties = d
        return connection

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
