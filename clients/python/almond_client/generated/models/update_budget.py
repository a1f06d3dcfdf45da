from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="UpdateBudget")



@_attrs_define
class UpdateBudget:
    """ What to change of a budget: absent is unchanged, `null` lifts the limit.

        Attributes:
            daily_token_limit (int | None | Unset): Tokens in a day; 0: none at all.
            tpm_limit (int | None | Unset): Tokens in a minute; 0: none at all.
     """

    daily_token_limit: int | None | Unset = UNSET
    tpm_limit: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        daily_token_limit: int | None | Unset
        if isinstance(self.daily_token_limit, Unset):
            daily_token_limit = UNSET
        else:
            daily_token_limit = self.daily_token_limit

        tpm_limit: int | None | Unset
        if isinstance(self.tpm_limit, Unset):
            tpm_limit = UNSET
        else:
            tpm_limit = self.tpm_limit


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if daily_token_limit is not UNSET:
            field_dict["dailyTokenLimit"] = daily_token_limit
        if tpm_limit is not UNSET:
            field_dict["tpmLimit"] = tpm_limit

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_daily_token_limit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        daily_token_limit = _parse_daily_token_limit(d.pop("dailyTokenLimit", UNSET))


        def _parse_tpm_limit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        tpm_limit = _parse_tpm_limit(d.pop("tpmLimit", UNSET))


        update_budget = cls(
            daily_token_limit=daily_token_limit,
            tpm_limit=tpm_limit,
        )

        return update_budget

