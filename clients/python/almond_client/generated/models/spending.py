from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="Spending")



@_attrs_define
class Spending:
    """ What is spent and left in the window at hand.

        Attributes:
            limit (int | None): The most tokens that may be spent in the window; `null`: any number.
            remaining (int | None): Tokens that are left in it; `null`: any number.
            resets_at (datetime.datetime): When the next window begins. Example: 2026-04-30T12:01:00.000Z.
            spent (int): Tokens that were spent in it, counted while there is a limit.
     """

    limit: int | None
    remaining: int | None
    resets_at: datetime.datetime
    spent: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        limit: int | None
        limit = self.limit

        remaining: int | None
        remaining = self.remaining

        resets_at = self.resets_at.isoformat()

        spent = self.spent


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "limit": limit,
            "remaining": remaining,
            "resetsAt": resets_at,
            "spent": spent,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_limit(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        limit = _parse_limit(d.pop("limit"))


        def _parse_remaining(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        remaining = _parse_remaining(d.pop("remaining"))


        resets_at = datetime.datetime.fromisoformat(d.pop("resetsAt"))




        spent = d.pop("spent")

        spending = cls(
            limit=limit,
            remaining=remaining,
            resets_at=resets_at,
            spent=spent,
        )


        spending.additional_properties = d
        return spending

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
