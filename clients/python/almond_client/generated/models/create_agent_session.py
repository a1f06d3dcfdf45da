from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.agent_session_status import AgentSessionStatus
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="CreateAgentSession")



@_attrs_define
class CreateAgentSession:
    """ One to be made.

        Attributes:
            name (str): What people call it. Example: CI deploy bot.
            workspace_id (UUID): The workspace to put it into. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            agent_id (None | Unset | UUID): The org's agent that it is held with. Example:
                019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            status (AgentSessionStatus | Unset): What has become of an agent session.
     """

    name: str
    workspace_id: UUID
    agent_id: None | Unset | UUID = UNSET
    status: AgentSessionStatus | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        workspace_id = str(self.workspace_id)

        agent_id: None | str | Unset
        if isinstance(self.agent_id, Unset):
            agent_id = UNSET
        elif isinstance(self.agent_id, UUID):
            agent_id = str(self.agent_id)
        else:
            agent_id = self.agent_id

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "workspaceId": workspace_id,
        })
        if agent_id is not UNSET:
            field_dict["agentId"] = agent_id
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        workspace_id = UUID(d.pop("workspaceId"))




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


        _status = d.pop("status", UNSET)
        status: AgentSessionStatus | Unset
        if isinstance(_status,  Unset):
            status = UNSET
        else:
            status = AgentSessionStatus(_status)




        create_agent_session = cls(
            name=name,
            workspace_id=workspace_id,
            agent_id=agent_id,
            status=status,
        )

        return create_agent_session

