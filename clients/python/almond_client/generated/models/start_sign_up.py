from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="StartSignUp")



@_attrs_define
class StartSignUp:
    """ A new account.

        Attributes:
            email (str):  Example: ada@example.com.
            name (str): What people call you. Example: CI deploy bot.
            password (str): Any characters; none of the commonest passwords. Example: correct horse battery staple.
            org_name (None | str | Unset): What to call the organization that is made with the account. Example: CI deploy
                bot.
     """

    email: str
    name: str
    password: str
    org_name: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        password = self.password

        org_name: None | str | Unset
        if isinstance(self.org_name, Unset):
            org_name = UNSET
        else:
            org_name = self.org_name


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "email": email,
            "name": name,
            "password": password,
        })
        if org_name is not UNSET:
            field_dict["orgName"] = org_name

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        password = d.pop("password")

        def _parse_org_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        org_name = _parse_org_name(d.pop("orgName", UNSET))


        start_sign_up = cls(
            email=email,
            name=name,
            password=password,
            org_name=org_name,
        )

        return start_sign_up

