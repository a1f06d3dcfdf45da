from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="AgentSessionParticipant")



@_attrs_define
class AgentSessionParticipant:
    """ Somebody who takes part in an agent session.

        Attributes:
            added_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            added_by (UUID): Who let them take part. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (str): What people call the user.
            user_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    added_at: datetime.datetime
    added_by: UUID
    name: str
    user_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        added_at = self.added_at.isoformat()

        added_by = str(self.added_by)

        name = self.name

        user_id = str(self.user_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "addedAt": added_at,
            "addedBy": added_by,
            "name": name,
            "userId": user_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        added_at = datetime.datetime.fromisoformat(d.pop("addedAt"))




        added_by = UUID(d.pop("addedBy"))




        name = d.pop("name")

        user_id = UUID(d.pop("userId"))




        agent_session_participant = cls(
            added_at=added_at,
            added_by=added_by,
            name=name,
            user_id=user_id,
        )


        agent_session_participant.additional_properties = d
        return agent_session_participant

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
