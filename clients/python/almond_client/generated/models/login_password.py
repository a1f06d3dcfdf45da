from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.session_delivery import SessionDelivery
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="LoginPassword")



@_attrs_define
class LoginPassword:
    """ An e-mail address and a password.

        Attributes:
            email (str):  Example: ada@example.com.
            password (str): The account's password.
            session (None | SessionDelivery | Unset):
     """

    email: str
    password: str
    session: None | SessionDelivery | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        email = self.email

        password = self.password

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
            "password": password,
        })
        if session is not UNSET:
            field_dict["session"] = session

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        password = d.pop("password")

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


        login_password = cls(
            email=email,
            password=password,
            session=session,
        )

        return login_password

