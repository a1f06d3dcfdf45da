from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.agent_session_status import AgentSessionStatus
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="AgentSession")



@_attrs_define
class AgentSession:
    """ What people and an agent do together in a workspace.

        Attributes:
            agent_id (None | UUID): The org's agent that it is held with. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            created_by (UUID): Who made it. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            ended_at (datetime.datetime | None): When it ended, if it has. Example: 2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (str): What people call it. Example: CI deploy bot.
            status (AgentSessionStatus | None):
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            workspace_id (UUID): The workspace that it is in. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    agent_id: None | UUID
    created_at: datetime.datetime
    created_by: UUID
    ended_at: datetime.datetime | None
    id: UUID
    name: str
    status: AgentSessionStatus | None
    updated_at: datetime.datetime
    workspace_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        agent_id: None | str
        if isinstance(self.agent_id, UUID):
            agent_id = str(self.agent_id)
        else:
            agent_id = self.agent_id

        created_at = self.created_at.isoformat()

        created_by = str(self.created_by)

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        id = str(self.id)

        name = self.name

        status: None | str
        if isinstance(self.status, AgentSessionStatus):
            status = self.status.value
        else:
            status = self.status

        updated_at = self.updated_at.isoformat()

        workspace_id = str(self.workspace_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "agentId": agent_id,
            "createdAt": created_at,
            "createdBy": created_by,
            "endedAt": ended_at,
            "id": id,
            "name": name,
            "status": status,
            "updatedAt": updated_at,
            "workspaceId": workspace_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_agent_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                agent_id_type_0 = UUID(data)



                return agent_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        agent_id = _parse_agent_id(d.pop("agentId"))


        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        created_by = UUID(d.pop("createdBy"))




        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)



                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("endedAt"))


        id = UUID(d.pop("id"))




        name = d.pop("name")

        def _parse_status(data: object) -> AgentSessionStatus | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = AgentSessionStatus(data)



                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AgentSessionStatus | None, data)

        status = _parse_status(d.pop("status"))


        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        workspace_id = UUID(d.pop("workspaceId"))




        agent_session = cls(
            agent_id=agent_id,
            created_at=created_at,
            created_by=created_by,
            ended_at=ended_at,
            id=id,
            name=name,
            status=status,
            updated_at=updated_at,
            workspace_id=workspace_id,
        )


        agent_session.additional_properties = d
        return agent_session

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
