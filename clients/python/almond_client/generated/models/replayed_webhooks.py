from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="ReplayedWebhooks")



@_attrs_define
class ReplayedWebhooks:
    """ What is sent to an endpoint that missed it.

        Attributes:
            queued (int): How many messages: those that the endpoint was never sent, and those that were given up.
            until (datetime.datetime): Until before when everything was looked at. Where it is before the `until` that was
                asked for, there was more than
                one request does: ask again, from there on. Example: 2026-04-30T12:01:00.000Z.
     """

    queued: int
    until: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        queued = self.queued

        until = self.until.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "queued": queued,
            "until": until,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        queued = d.pop("queued")

        until = datetime.datetime.fromisoformat(d.pop("until"))




        replayed_webhooks = cls(
            queued=queued,
            until=until,
        )


        replayed_webhooks.additional_properties = d
        return replayed_webhooks

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
