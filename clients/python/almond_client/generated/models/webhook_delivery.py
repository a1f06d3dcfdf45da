from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.delivery_status import DeliveryStatus
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="WebhookDelivery")



@_attrs_define
class WebhookDelivery:
    """ A message to an endpoint, and what became of it.

        Attributes:
            attempts (int): How often it was sent, or begun to be.
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            event (str): What happened.
            finished_at (datetime.datetime | None): When it arrived or was given up. Example: 2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            last_attempt_at (datetime.datetime | None): When the last attempt ended. Example: 2026-04-30T12:01:00.000Z.
            last_error (None | str): What went wrong with it: `refused` or `redirected` (the answer's status), `timeout`,
                `connection_failed`,
                `tls_failed`, `bad_answer`, `name_not_resolved`, `address_refused`, `gone`, `endpoint_disabled`,
                `secret_not_opened`; `crowded_out` (the server had no room for it, which doesn't count as an attempt).
            last_response_status (int | None): The HTTP status that the last attempt got.
            message_id (str): `webhook-id` of the message: the same for every attempt.
            next_attempt_at (datetime.datetime | None): When it is sent next; `null` when it is over, or just being sent.
                Example: 2026-04-30T12:01:00.000Z.
            payload (Any): The message's body.
            status (DeliveryStatus): Whether a message is still to be sent, arrived, or was given up.
     """

    attempts: int
    created_at: datetime.datetime
    event: str
    finished_at: datetime.datetime | None
    id: UUID
    last_attempt_at: datetime.datetime | None
    last_error: None | str
    last_response_status: int | None
    message_id: str
    next_attempt_at: datetime.datetime | None
    payload: Any
    status: DeliveryStatus
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        attempts = self.attempts

        created_at = self.created_at.isoformat()

        event = self.event

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        id = str(self.id)

        last_attempt_at: None | str
        if isinstance(self.last_attempt_at, datetime.datetime):
            last_attempt_at = self.last_attempt_at.isoformat()
        else:
            last_attempt_at = self.last_attempt_at

        last_error: None | str
        last_error = self.last_error

        last_response_status: int | None
        last_response_status = self.last_response_status

        message_id = self.message_id

        next_attempt_at: None | str
        if isinstance(self.next_attempt_at, datetime.datetime):
            next_attempt_at = self.next_attempt_at.isoformat()
        else:
            next_attempt_at = self.next_attempt_at

        payload = self.payload

        status = self.status.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "attempts": attempts,
            "createdAt": created_at,
            "event": event,
            "finishedAt": finished_at,
            "id": id,
            "lastAttemptAt": last_attempt_at,
            "lastError": last_error,
            "lastResponseStatus": last_response_status,
            "messageId": message_id,
            "nextAttemptAt": next_attempt_at,
            "payload": payload,
            "status": status,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        attempts = d.pop("attempts")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        event = d.pop("event")

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)



                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finishedAt"))


        id = UUID(d.pop("id"))




        def _parse_last_attempt_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_attempt_at_type_0 = datetime.datetime.fromisoformat(data)



                return last_attempt_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_attempt_at = _parse_last_attempt_at(d.pop("lastAttemptAt"))


        def _parse_last_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_error = _parse_last_error(d.pop("lastError"))


        def _parse_last_response_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        last_response_status = _parse_last_response_status(d.pop("lastResponseStatus"))


        message_id = d.pop("messageId")

        def _parse_next_attempt_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_attempt_at_type_0 = datetime.datetime.fromisoformat(data)



                return next_attempt_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_attempt_at = _parse_next_attempt_at(d.pop("nextAttemptAt"))


        payload = d.pop("payload")

        status = DeliveryStatus(d.pop("status"))




        webhook_delivery = cls(
            attempts=attempts,
            created_at=created_at,
            event=event,
            finished_at=finished_at,
            id=id,
            last_attempt_at=last_attempt_at,
            last_error=last_error,
            last_response_status=last_response_status,
            message_id=message_id,
            next_attempt_at=next_attempt_at,
            payload=payload,
            status=status,
        )


        webhook_delivery.additional_properties = d
        return webhook_delivery

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
