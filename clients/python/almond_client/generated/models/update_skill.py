from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="UpdateSkill")



@_attrs_define
class UpdateSkill:
    """ What to change: absent is unchanged, `null` clears.

        Attributes:
            description (None | str | Unset): When to use it. Example: Deploys from the main branch.
            enabled (bool | Unset): True if agents are told of it.
            instructions (str | Unset): What an agent is to do. Example: Answer in the reader's language..
            name (str | Unset): What people and agents call it; the workspace has one of the name. Example: CI deploy bot.
     """

    description: None | str | Unset = UNSET
    enabled: bool | Unset = UNSET
    instructions: str | Unset = UNSET
    name: str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        enabled = self.enabled

        instructions = self.instructions

        name = self.name


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if description is not UNSET:
            field_dict["description"] = description
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if instructions is not UNSET:
            field_dict["instructions"] = instructions
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))


        enabled = d.pop("enabled", UNSET)

        instructions = d.pop("instructions", UNSET)

        name = d.pop("name", UNSET)

        update_skill = cls(
            description=description,
            enabled=enabled,
            instructions=instructions,
            name=name,
        )

        return update_skill

