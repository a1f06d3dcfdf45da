from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="CreateConnection")



@_attrs_define
class CreateConnection:
    """ A third party's credential to be kept.

        Attributes:
            name (str): What people call it; no other connection of the org may have the same name. Example: CI deploy bot.
            provider (str):  Example: github.
            secret (str): The credential: a token, a key, a whole file. It is sealed.
            description (None | str | Unset):  Example: Deploys from the main branch.
     """

    name: str
    provider: str
    secret: str
    description: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        provider = self.provider

        secret = self.secret

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "provider": provider,
            "secret": secret,
        })
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        provider = d.pop("provider")

        secret = d.pop("secret")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))


        create_connection = cls(
            name=name,
            provider=provider,
            secret=secret,
            description=description,
        )

        return create_connection

