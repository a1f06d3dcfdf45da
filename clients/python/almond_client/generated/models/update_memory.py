from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="UpdateMemory")



@_attrs_define
class UpdateMemory:
    """ What to change: absent is unchanged, `null` clears.

        Attributes:
            agent_id (None | Unset | UUID): The org's agent that it is for, if it isn't for all. Example:
                019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            content (str | Unset): What there is to remember. Example: Answer in the reader's language..
            name (str | Unset): What it is looked up by. Example: CI deploy bot.
     """

    agent_id: None | Unset | UUID = UNSET
    content: str | Unset = UNSET
    name: str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        agent_id: None | str | Unset
        if isinstance(self.agent_id, Unset):
            agent_id = UNSET
        elif isinstance(self.agent_id, UUID):
            agent_id = str(self.agent_id)
        else:
            agent_id = self.agent_id

        content = self.content

        name = self.name


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if agent_id is not UNSET:
            field_dict["agentId"] = agent_id
        if content is not UNSET:
            field_dict["content"] = content
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_agent_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                agent_id_type_0 = UUID(data)



                return agent_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        agent_id = _parse_agent_id(d.pop("agentId", UNSET))


        content = d.pop("content", UNSET)

        name = d.pop("name", UNSET)

        update_memory = cls(
            agent_id=agent_id,
            content=content,
            name=name,
        )

        return update_memory

