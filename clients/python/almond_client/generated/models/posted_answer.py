from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="PostedAnswer")



@_attrs_define
class PostedAnswer:
    """ What a provider has a browser post.

        Attributes:
            state (str): As it was sent along.
            code (str | Unset): The provider's, to be exchanged for its word on who it is.
            error (str | Unset): Why there is no code.
            iss (str | Unset): Who says so (RFC 9207).
     """

    state: str
    code: str | Unset = UNSET
    error: str | Unset = UNSET
    iss: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        state = self.state

        code = self.code

        error = self.error

        iss = self.iss


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "state": state,
        })
        if code is not UNSET:
            field_dict["code"] = code
        if error is not UNSET:
            field_dict["error"] = error
        if iss is not UNSET:
            field_dict["iss"] = iss

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        state = d.pop("state")

        code = d.pop("code", UNSET)

        error = d.pop("error", UNSET)

        iss = d.pop("iss", UNSET)

        posted_answer = cls(
            state=state,
            code=code,
            error=error,
            iss=iss,
        )


        posted_answer.additional_properties = d
        return posted_answer

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
