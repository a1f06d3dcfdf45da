from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.agent_key import AgentKey





T = TypeVar("T", bound="Agent")



@_attrs_define
class Agent:
    """ An agent.

        Attributes:
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            created_by (UUID): Who registered it. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            description (None | str): What it is for.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            last_key (AgentKey | None): The key that it did so with; none for a session.
            last_seen_at (datetime.datetime | None): When it last sent a heartbeat, or registered itself with a key.
                Example: 2026-04-30T12:01:00.000Z.
            name (str): What people call it.
            retired_at (datetime.datetime | None): Since when it takes no heartbeat any more. Example:
                2026-04-30T12:01:00.000Z.
            status (None | str): How it said it is.
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            version (None | str): Which version of its program it said runs.
     """

    created_at: datetime.datetime
    created_by: UUID
    description: None | str
    id: UUID
    last_key: AgentKey | None
    last_seen_at: datetime.datetime | None
    name: str
    retired_at: datetime.datetime | None
    status: None | str
    updated_at: datetime.datetime
    version: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.agent_key import AgentKey # noqa: PLC0415
        created_at = self.created_at.isoformat()

        created_by = str(self.created_by)

        description: None | str
        description = self.description

        id = str(self.id)

        last_key: dict[str, Any] | None
        if isinstance(self.last_key, AgentKey):
            last_key = self.last_key.to_dict()
        else:
            last_key = self.last_key

        last_seen_at: None | str
        if isinstance(self.last_seen_at, datetime.datetime):
            last_seen_at = self.last_seen_at.isoformat()
        else:
            last_seen_at = self.last_seen_at

        name = self.name

        retired_at: None | str
        if isinstance(self.retired_at, datetime.datetime):
            retired_at = self.retired_at.isoformat()
        else:
            retired_at = self.retired_at

        status: None | str
        status = self.status

        updated_at = self.updated_at.isoformat()

        version: None | str
        version = self.version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "createdBy": created_by,
            "description": description,
            "id": id,
            "lastKey": last_key,
            "lastSeenAt": last_seen_at,
            "name": name,
            "retiredAt": retired_at,
            "status": status,
            "updatedAt": updated_at,
            "version": version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.agent_key import AgentKey # noqa: PLC0415
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        created_by = UUID(d.pop("createdBy"))




        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))


        id = UUID(d.pop("id"))




        def _parse_last_key(data: object) -> AgentKey | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                last_key_type_0 = AgentKey.from_dict(data)



                return last_key_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AgentKey | None, data)

        last_key = _parse_last_key(d.pop("lastKey"))


        def _parse_last_seen_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_seen_at_type_0 = datetime.datetime.fromisoformat(data)



                return last_seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_seen_at = _parse_last_seen_at(d.pop("lastSeenAt"))


        name = d.pop("name")

        def _parse_retired_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                retired_at_type_0 = datetime.datetime.fromisoformat(data)



                return retired_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        retired_at = _parse_retired_at(d.pop("retiredAt"))


        def _parse_status(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        status = _parse_status(d.pop("status"))


        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        def _parse_version(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        version = _parse_version(d.pop("version"))


        agent = cls(
            created_at=created_at,
            created_by=created_by,
            description=description,
            id=id,
            last_key=last_key,
            last_seen_at=last_seen_at,
            name=name,
            retired_at=retired_at,
            status=status,
            updated_at=updated_at,
            version=version,
        )


        agent.additional_properties = d
        return agent

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
