from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="CreateSkill")



@_attrs_define
class CreateSkill:
    """ One to be made.

        Attributes:
            instructions (str): What an agent is to do. Example: Answer in the reader's language..
            name (str): What people and agents call it; the workspace has one of the name. Example: CI deploy bot.
            workspace_id (UUID): The workspace to put it into. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            description (None | str | Unset): When to use it. Example: Deploys from the main branch.
            enabled (bool | Unset): True if agents are told of it. Default: True.
     """

    instructions: str
    name: str
    workspace_id: UUID
    description: None | str | Unset = UNSET
    enabled: bool | Unset = True





    def to_dict(self) -> dict[str, Any]:
        instructions = self.instructions

        name = self.name

        workspace_id = str(self.workspace_id)

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        enabled = self.enabled


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "instructions": instructions,
            "name": name,
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
        instructions = d.pop("instructions")

        name = d.pop("name")

        workspace_id = UUID(d.pop("workspaceId"))




        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))


        enabled = d.pop("enabled", UNSET)

        create_skill = cls(
            instructions=instructions,
            name=name,
            workspace_id=workspace_id,
            description=description,
            enabled=enabled,
        )

        return create_skill

