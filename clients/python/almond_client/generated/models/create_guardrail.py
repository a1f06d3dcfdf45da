from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.guardrail_kind import GuardrailKind
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="CreateGuardrail")



@_attrs_define
class CreateGuardrail:
    """ One to be made.

        Attributes:
            kind (GuardrailKind): What a guardrail does: warn, ask a person first, or not let it happen.
            name (str): What people call it. Example: CI deploy bot.
            pattern (str): What it looks out for, in the words of whatever enforces it. Example: Answer in the reader's
                language..
            workspace_id (UUID): The workspace to put it into. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            description (None | str | Unset): What it is for. Example: Deploys from the main branch.
            enabled (bool | Unset): True if it counts. Default: True.
     """

    kind: GuardrailKind
    name: str
    pattern: str
    workspace_id: UUID
    description: None | str | Unset = UNSET
    enabled: bool | Unset = True





    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        name = self.name

        pattern = self.pattern

        workspace_id = str(self.workspace_id)

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        enabled = self.enabled


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "name": name,
            "pattern": pattern,
            "workspaceId": workspace_id,
        })
        if description is not UNSET:
            field_dict["description"] = description
        if enabled is not UNSET:
            field_dict["enabled"] = enabled

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = GuardrailKind(d.pop("kind"))




        name = d.pop("name")

        pattern = d.pop("pattern")

        workspace_id = UUID(d.pop("workspaceId"))




        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))


        enabled = d.pop("enabled", UNSET)

        create_guardrail = cls(
            kind=kind,
            name=name,
            pattern=pattern,
            workspace_id=workspace_id,
            description=description,
            enabled=enabled,
        )

        return create_guardrail

