from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="Model")



@_attrs_define
class Model:
    """ A model that can be used.

        Attributes:
            context_tokens (int): The longest context, in tokens.
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            id (str): Provider and name: `almond/kernel-1`.
            name (str): What people call it.
            provider (str): Who runs it.
     """

    context_tokens: int
    created_at: datetime.datetime
    id: str
    name: str
    provider: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        context_tokens = self.context_tokens

        created_at = self.created_at.isoformat()

        id = self.id

        name = self.name

        provider = self.provider


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "contextTokens": context_tokens,
            "createdAt": created_at,
            "id": id,
            "name": name,
            "provider": provider,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        context_tokens = d.pop("contextTokens")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        id = d.pop("id")

        name = d.pop("name")

        provider = d.pop("provider")

        model = cls(
            context_tokens=context_tokens,
            created_at=created_at,
            id=id,
            name=name,
            provider=provider,
        )


        model.additional_properties = d
        return model

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
