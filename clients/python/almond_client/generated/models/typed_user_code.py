from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="TypedUserCode")



@_attrs_define
class TypedUserCode:
    """ What a person typed.

        Attributes:
            user_code (str): What the device shows; case, spaces and dashes don't matter. Example: BCDF-GHJK-LMNP.
     """

    user_code: str





    def to_dict(self) -> dict[str, Any]:
        user_code = self.user_code


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "userCode": user_code,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_code = d.pop("userCode")

        typed_user_code = cls(
            user_code=user_code,
        )

        return typed_user_code

