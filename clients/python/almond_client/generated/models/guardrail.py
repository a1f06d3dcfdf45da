from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.guardrail_kind import GuardrailKind
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="Guardrail")



@_attrs_define
class Guardrail:
    """ What the agents of a workspace must not do, or not unasked.

        Attributes:
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            created_by (UUID): Who made it. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            description (None | str): What it is for. Example: Deploys from the main branch.
            enabled (bool | None): True if it counts. Default: True.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            kind (GuardrailKind): What a guardrail does: warn, ask a person first, or not let it happen.
            name (str): What people call it. Example: CI deploy bot.
            pattern (str): What it looks out for, in the words of whatever enforces it. Example: Answer in the reader's
                language..
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            workspace_id (UUID): The workspace that it is in. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    created_at: datetime.datetime
    created_by: UUID
    description: None | str
    id: UUID
    kind: GuardrailKind
    name: str
    pattern: str
    updated_at: datetime.datetime
    workspace_id: UUID
    enabled: bool | None = True
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        created_by = str(self.created_by)

        description: None | str
        description = self.description

        enabled: bool | None
        enabled = self.enabled

        id = str(self.id)

        kind = self.kind.value

        name = self.name

        pattern = self.pattern

        updated_at = self.updated_at.isoformat()

        workspace_id = str(self.workspace_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "createdBy": created_by,
            "description": description,
            "enabled": enabled,
            "id": id,
            "kind": kind,
            "name": name,
            "pattern": pattern,
            "updatedAt": updated_at,
            "workspaceId": workspace_id,
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


        def _parse_enabled(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        enabled = _parse_enabled(d.pop("enabled"))


        id = UUID(d.pop("id"))




        kind = GuardrailKind(d.pop("kind"))




        name = d.pop("name")

        pattern = d.pop("pattern")

        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        workspace_id = UUID(d.pop("workspaceId"))




        guardrail = cls(
            created_at=created_at,
            created_by=created_by,
            description=description,
            enabled=enabled,
            id=id,
            kind=kind,
            name=name,
            pattern=pattern,
            updated_at=updated_at,
            workspace_id=workspace_id,
        )


        guardrail.additional_properties = d
        return guardrail

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
