from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.use_span import UseSpan
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.api_key_usage import ApiKeyUsage
  from ..models.usage_counts import UsageCounts
  from ..models.usage_span import UsageSpan





T = TypeVar("T", bound="Usage")



@_attrs_define
class Usage:
    """ How keys were used in a span of time.

        Attributes:
            from_ (datetime.datetime): When the first span begins. Example: 2026-04-30T12:01:00.000Z.
            interval (UseSpan): How long the spans are by which uses are counted.
            keys (list[ApiKeyUsage]): The most used keys, the most used first, at most 20; empty for a single key.
            spans (list[UsageSpan]): A span each, the oldest first; those without any use included.
            to (datetime.datetime): When the last span ends. Example: 2026-04-30T12:01:00.000Z.
            total (UsageCounts): How often keys were judged, and what came of it.
     """

    from_: datetime.datetime
    interval: UseSpan
    keys: list[ApiKeyUsage]
    spans: list[UsageSpan]
    to: datetime.datetime
    total: UsageCounts
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.api_key_usage import ApiKeyUsage # noqa: PLC0415
        from ..models.usage_counts import UsageCounts # noqa: PLC0415
        from ..models.usage_span import UsageSpan # noqa: PLC0415
        from_ = self.from_.isoformat()

        interval = self.interval.value

        keys = []
        for keys_item_data in self.keys:
            keys_item = keys_item_data.to_dict()
            keys.append(keys_item)



        spans = []
        for spans_item_data in self.spans:
            spans_item = spans_item_data.to_dict()
            spans.append(spans_item)



        to = self.to.isoformat()

        total = self.total.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "from": from_,
            "interval": interval,
            "keys": keys,
            "spans": spans,
            "to": to,
            "total": total,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.api_key_usage import ApiKeyUsage # noqa: PLC0415
        from ..models.usage_counts import UsageCounts # noqa: PLC0415
        from ..models.usage_span import UsageSpan # noqa: PLC0415
        d = dict(src_dict)
        from_ = datetime.datetime.fromisoformat(d.pop("from"))




        interval = UseSpan(d.pop("interval"))




        keys = []
        _keys = d.pop("keys")
        for keys_item_data in (_keys):
            keys_item = ApiKeyUsage.from_dict(keys_item_data)



            keys.append(keys_item)


        spans = []
        _spans = d.pop("spans")
        for spans_item_data in (_spans):
            spans_item = UsageSpan.from_dict(spans_item_data)



            spans.append(spans_item)


        to = datetime.datetime.fromisoformat(d.pop("to"))




        total = UsageCounts.from_dict(d.pop("total"))




        usage = cls(
            from_=from_,
            interval=interval,
            keys=keys,
            spans=spans,
            to=to,
            total=total,
        )


        usage.additional_properties = d
        return usage

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
