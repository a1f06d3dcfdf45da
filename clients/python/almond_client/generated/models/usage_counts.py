from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.usage_refusals import UsageRefusals





T = TypeVar("T", bound="UsageCounts")



@_attrs_define
class UsageCounts:
    """ How often keys were judged, and what came of it.

        Attributes:
            checks (int): Keys that were judged, here or for a service behind Almond.
            refusals (UsageRefusals): The refusals by reason; the names are those of `code` in a verification.
            refused (int): Those of them that were refused.
            tokens (int): Tokens spent by verifications with a `cost`.
     """

    checks: int
    refusals: UsageRefusals
    refused: int
    tokens: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.usage_refusals import UsageRefusals # noqa: PLC0415
        checks = self.checks

        refusals = self.refusals.to_dict()

        refused = self.refused

        tokens = self.tokens


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "checks": checks,
            "refusals": refusals,
            "refused": refused,
            "tokens": tokens,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.usage_refusals import UsageRefusals # noqa: PLC0415
        d = dict(src_dict)
        checks = d.pop("checks")

        refusals = UsageRefusals.from_dict(d.pop("refusals"))




        refused = d.pop("refused")

        tokens = d.pop("tokens")

        usage_counts = cls(
            checks=checks,
            refusals=refusals,
            refused=refused,
            tokens=tokens,
        )


        usage_counts.additional_properties = d
        return usage_counts

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
