from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="UsageRefusals")



@_attrs_define
class UsageRefusals:
    """ The refusals by reason; the names are those of `code` in a verification.

        Attributes:
            disabled (int): It was paused, or its user could not use it.
            expired (int): Its time was over.
            forbidden (int): Any other reason, such as the role of the key's user.
            forbidden_address (int): It may not be used from that address.
            insufficient_scope (int): It lacked the scope.
            rate_limited (int): Its budget had too little left for the minute.
            revoked (int): The key was ended.
            usage_exceeded (int): Its budget had too little left for the day.
     """

    disabled: int
    expired: int
    forbidden: int
    forbidden_address: int
    insufficient_scope: int
    rate_limited: int
    revoked: int
    usage_exceeded: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        disabled = self.disabled

        expired = self.expired

        forbidden = self.forbidden

        forbidden_address = self.forbidden_address

        insufficient_scope = self.insufficient_scope

        rate_limited = self.rate_limited

        revoked = self.revoked

        usage_exceeded = self.usage_exceeded


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "disabled": disabled,
            "expired": expired,
            "forbidden": forbidden,
            "forbiddenAddress": forbidden_address,
            "insufficientScope": insufficient_scope,
            "rateLimited": rate_limited,
            "revoked": revoked,
            "usageExceeded": usage_exceeded,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        disabled = d.pop("disabled")

        expired = d.pop("expired")

        forbidden = d.pop("forbidden")

        forbidden_address = d.pop("forbiddenAddress")

        insufficient_scope = d.pop("insufficientScope")

        rate_limited = d.pop("rateLimited")

        revoked = d.pop("revoked")

        usage_exceeded = d.pop("usageExceeded")

        usage_refusals = cls(
            disabled=disabled,
            expired=expired,
            forbidden=forbidden,
            forbidden_address=forbidden_address,
            insufficient_scope=insufficient_scope,
            rate_limited=rate_limited,
            revoked=revoked,
            usage_exceeded=usage_exceeded,
        )


        usage_refusals.additional_properties = d
        return usage_refusals

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
