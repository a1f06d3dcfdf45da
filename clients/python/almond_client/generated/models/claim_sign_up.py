from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.session_delivery import SessionDelivery
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="ClaimSignUp")



@_attrs_define
class ClaimSignUp:
    """ The link's token, and an account to make in place of all that was asked for with its address.

        Attributes:
            password (str): The account's password. Example: correct horse battery staple.
            token (str): From any of the mailed links.
            name (None | str | Unset): What people call you; how the address begins, unless given. Example: CI deploy bot.
            org_name (None | str | Unset): What to call the organization that is made with the account. Example: CI deploy
                bot.
            session (None | SessionDelivery | Unset):
     """

    password: str
    token: str
    name: None | str | Unset = UNSET
    org_name: None | str | Unset = UNSET
    session: None | SessionDelivery | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        password = self.password

        token = self.token

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        org_name: None | str | Unset
        if isinstance(self.org_name, Unset):
            org_name = UNSET
        else:
            org_name = self.org_name

        session: None | str | Unset
        if isinstance(self.session, Unset):
            session = UNSET
        elif isinstance(self.session, SessionDelivery):
            session = self.session.value
        else:
            session = self.session


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "password": password,
            "token": token,
        })
        if name is not UNSET:
            field_dict["name"] = name
        if org_name is not UNSET:
            field_dict["orgName"] = org_name
        if session is not UNSET:
            field_dict["session"] = session

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        password = d.pop("password")

        token = d.pop("token")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        def _parse_org_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        org_name = _parse_org_name(d.pop("orgName", UNSET))


        def _parse_session(data: object) -> None | SessionDelivery | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                session_type_0 = SessionDelivery(data)



                return session_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionDelivery | Unset, data)

        session = _parse_session(d.pop("session", UNSET))


        claim_sign_up = cls(
            password=password,
            token=token,
            name=name,
            org_name=org_name,
            session=session,
        )

        return claim_sign_up

