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
  from ..models.audit_actor import AuditActor
  from ..models.audit_event_detail_type_0 import AuditEventDetailType0





T = TypeVar("T", bound="AuditEvent")



@_attrs_define
class AuditEvent:
    """ A record of the audit log.

        Attributes:
            action (str): What happened.
            actor (AuditActor): Who did it.
            at (datetime.datetime): When it happened. Example: 2026-04-30T12:01:00.000Z.
            detail (AuditEventDetailType0 | None): More, depending on the action; no secret.
            hash_ (str): SHA-256 of the record without this field, as canonical JSON (RFC 8785); in hex.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            ip (None | str): Where the request came from.
            previous_hash (str): The `hash` of the record before.
            request_id (None | str): The request's `X-Request-Id`.
            sequence (int): Its number in the org's chain, from 1 on and without gaps.
            target_id (None | str): What it happened to.
     """

    action: str
    actor: AuditActor
    at: datetime.datetime
    detail: AuditEventDetailType0 | None
    hash_: str
    id: UUID
    ip: None | str
    previous_hash: str
    request_id: None | str
    sequence: int
    target_id: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.audit_actor import AuditActor # noqa: PLC0415
        from ..models.audit_event_detail_type_0 import AuditEventDetailType0 # noqa: PLC0415
        action = self.action

        actor = self.actor.to_dict()

        at = self.at.isoformat()

        detail: dict[str, Any] | None
        if isinstance(self.detail, AuditEventDetailType0):
            detail = self.detail.to_dict()
        else:
            detail = self.detail

        hash_ = self.hash_

        id = str(self.id)

        ip: None | str
        ip = self.ip

        previous_hash = self.previous_hash

        request_id: None | str
        request_id = self.request_id

        sequence = self.sequence

        target_id: None | str
        target_id = self.target_id


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "action": action,
            "actor": actor,
            "at": at,
            "detail": detail,
            "hash": hash_,
            "id": id,
            "ip": ip,
            "previousHash": previous_hash,
            "requestId": request_id,
            "sequence": sequence,
            "targetId": target_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_actor import AuditActor # noqa: PLC0415
        from ..models.audit_event_detail_type_0 import AuditEventDetailType0 # noqa: PLC0415
        d = dict(src_dict)
        action = d.pop("action")

        actor = AuditActor.from_dict(d.pop("actor"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        def _parse_detail(data: object) -> AuditEventDetailType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                detail_type_0 = AuditEventDetailType0.from_dict(data)



                return detail_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AuditEventDetailType0 | None, data)

        detail = _parse_detail(d.pop("detail"))


        hash_ = d.pop("hash")

        id = UUID(d.pop("id"))




        def _parse_ip(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ip = _parse_ip(d.pop("ip"))


        previous_hash = d.pop("previousHash")

        def _parse_request_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        request_id = _parse_request_id(d.pop("requestId"))


        sequence = d.pop("sequence")

        def _parse_target_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        target_id = _parse_target_id(d.pop("targetId"))


        audit_event = cls(
            action=action,
            actor=actor,
            at=at,
            detail=detail,
            hash_=hash_,
            id=id,
            ip=ip,
            previous_hash=previous_hash,
            request_id=request_id,
            sequence=sequence,
            target_id=target_id,
        )


        audit_event.additional_properties = d
        return audit_event

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
