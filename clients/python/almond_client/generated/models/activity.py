from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="Activity")



@_attrs_define
class Activity:
    """ Something that you did.

        Attributes:
            action (str): What happened.
            at (datetime.datetime): When it happened. Example: 2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            ip (None | str): Where the request came from.
            key_id (None | UUID): The key that you did it with, if it was one. Example:
                019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            request_id (None | str): The request's `X-Request-Id`.
            target_id (None | str): What it happened to.
     """

    action: str
    at: datetime.datetime
    id: UUID
    ip: None | str
    key_id: None | UUID
    request_id: None | str
    target_id: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        action = self.action

        at = self.at.isoformat()

        id = str(self.id)

        ip: None | str
        ip = self.ip

        key_id: None | str
        if isinstance(self.key_id, UUID):
            key_id = str(self.key_id)
        else:
            key_id = self.key_id

        request_id: None | str
        request_id = self.request_id

        target_id: None | str
        target_id = self.target_id


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "action": action,
            "at": at,
            "id": id,
            "ip": ip,
            "keyId": key_id,
            "requestId": request_id,
            "targetId": target_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        action = d.pop("action")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        id = UUID(d.pop("id"))




        def _parse_ip(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ip = _parse_ip(d.pop("ip"))


        def _parse_key_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                key_id_type_0 = UUID(data)



                return key_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        key_id = _parse_key_id(d.pop("keyId"))


        def _parse_request_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        request_id = _parse_request_id(d.pop("requestId"))


        def _parse_target_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        target_id = _parse_target_id(d.pop("targetId"))


        activity = cls(
            action=action,
            at=at,
            id=id,
            ip=ip,
            key_id=key_id,
            request_id=request_id,
            target_id=target_id,
        )


        activity.additional_properties = d
        return activity

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
