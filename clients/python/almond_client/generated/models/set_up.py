from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.session_delivery import SessionDelivery
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="SetUp")



@_attrs_define
class SetUp:
    """ The first person of an installation.

        Attributes:
            email (str):  Example: ada@example.com.
            name (str): What people call you. Example: CI deploy bot.
            org_name (str): What to call the first organization, of which you are the owner. Example: CI deploy bot.
            password (str): Any characters; none of the commonest passwords. Example: correct horse battery staple.
            token (str): From the link that the server printed.
            session (None | SessionDelivery | Unset):
     """

    email: str
    name: str
    org_name: str
    password: str
    token: str
    session: None | SessionDelivery | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        org_name = self.org_name

        password = self.password

        token = self.token

        session: None | str | Unset
        if isinstance(self.session, Unset):
            session = UNSET
        elif isinstance(self.session, SessionDelivery):
            session = self.session.value
        else:
            session = self.session


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "email": email,
            "name": name,
            "orgName": org_name,
            "password": password,
            "token": token,
        })
        if session is not UNSET:
            field_dict["session"] = session

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        org_name = d.pop("orgName")

        password = d.pop("password")

        token = d.pop("token")

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


        set_up = cls(
            email=email,
            name=name,
            org_name=org_name,
            password=password,
            token=token,
            session=session,
        )

        return set_up

