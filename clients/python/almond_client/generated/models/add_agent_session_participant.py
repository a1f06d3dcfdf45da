from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="AddAgentSessionParticipant")



@_attrs_define
class AddAgentSessionParticipant:
    """ Who is to take part.

        Attributes:
            user_id (UUID): Somebody who may enter the session's workspace. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    user_id: UUID





    def to_dict(self) -> dict[str, Any]:
        user_id = str(self.user_id)


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "userId": user_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_id = UUID(d.pop("userId"))




        add_agent_session_participant = cls(
            user_id=user_id,
        )

        return add_agent_session_participant

