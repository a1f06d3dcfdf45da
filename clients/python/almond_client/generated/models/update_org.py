from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="UpdateOrg")



@_attrs_define
class UpdateOrg:
    """ What to change of an org: absent is unchanged, `null` clears.

        Attributes:
            max_key_lifetime_days (int | None | Unset): How many days a key may live from when it is made, 1 to 3650; keys
                that are older end at once.
            name (str | Unset): The org's name; can't be cleared. Example: CI deploy bot.
            require_two_factor (bool | None | Unset): Whether members have to have a second factor: who has none may, a week
                after this was turned on, enrol one and
                nothing else. Whoever turns it on has one. Can't be cleared.
            step_up_max_age (int | None | Unset): How many seconds a step-up holds; shorter than the server's.
            strict_scopes (bool | Unset): Whether routes without a scope of their own refuse keys; can't be cleared.
     """

    max_key_lifetime_days: int | None | Unset = UNSET
    name: str | Unset = UNSET
    require_two_factor: bool | None | Unset = UNSET
    step_up_max_age: int | None | Unset = UNSET
    strict_scopes: bool | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        max_key_lifetime_days: int | None | Unset
        if isinstance(self.max_key_lifetime_days, Unset):
            max_key_lifetime_days = UNSET
        else:
            max_key_lifetime_days = self.max_key_lifetime_days

        name = self.name

        require_two_factor: bool | None | Unset
        if isinstance(self.require_two_factor, Unset):
            require_two_factor = UNSET
        else:
            require_two_factor = self.require_two_factor

        step_up_max_age: int | None | Unset
        if isinstance(self.step_up_max_age, Unset):
            step_up_max_age = UNSET
        else:
            step_up_max_age = self.step_up_max_age

        strict_scopes = self.strict_scopes


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if max_key_lifetime_days is not UNSET:
            field_dict["maxKeyLifetimeDays"] = max_key_lifetime_days
        if name is not UNSET:
            field_dict["name"] = name
        if require_two_factor is not UNSET:
            field_dict["requireTwoFactor"] = require_two_factor
        if step_up_max_age is not UNSET:
            field_dict["stepUpMaxAge"] = step_up_max_age
        if strict_scopes is not UNSET:
            field_dict["strictScopes"] = strict_scopes

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_max_key_lifetime_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_key_lifetime_days = _parse_max_key_lifetime_days(d.pop("maxKeyLifetimeDays", UNSET))


        name = d.pop("name", UNSET)

        def _parse_require_two_factor(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        require_two_factor = _parse_require_two_factor(d.pop("requireTwoFactor", UNSET))


        def _parse_step_up_max_age(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        step_up_max_age = _parse_step_up_max_age(d.pop("stepUpMaxAge", UNSET))


        strict_scopes = d.pop("strictScopes", UNSET)

        update_org = cls(
            max_key_lifetime_days=max_key_lifetime_days,
            name=name,
            require_two_factor=require_two_factor,
            step_up_max_age=step_up_max_age,
            strict_scopes=strict_scopes,
        )

        return update_org

