from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.workspace_role import WorkspaceRole
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="Workspace")



@_attrs_define
class Workspace:
    """ A workspace, as somebody sees it who may enter it.

        Attributes:
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            created_by (None | UUID): Who made it; `null`: the operator. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            description (None | str): What it is for.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (str): What people call it.
            role (WorkspaceRole): What somebody is in a workspace, from the least to the most.
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
     """

    created_at: datetime.datetime
    created_by: None | UUID
    description: None | str
    id: UUID
    name: str
    role: WorkspaceRole
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        created_by: None | str
        if isinstance(self.created_by, UUID):
            created_by = str(self.created_by)
        else:
            created_by = self.created_by

        description: None | str
        description = self.description

        id = str(self.id)

        name = self.name

        role = self.role.value

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "createdBy": created_by,
            "description": description,
            "id": id,
            "name": name,
            "role": role,
            "updatedAt": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        def _parse_created_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_by_type_0 = UUID(data)



                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        created_by = _parse_created_by(d.pop("createdBy"))


        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))


        id = UUID(d.pop("id"))




        name = d.pop("name")

        role = WorkspaceRole(d.pop("role"))




        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        workspace = cls(
            created_at=created_at,
            created_by=created_by,
            description=description,
            id=id,
            name=name,
            role=role,
            updated_at=updated_at,
        )


        workspace.additional_properties = d
        return workspace

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
