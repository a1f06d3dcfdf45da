from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.session_delivery import SessionDelivery
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="VerifySignUp")



@_attrs_define
class VerifySignUp:
    """ The link's token.

        Attributes:
            token (str): From the mailed link.
            password (None | str | Unset): The password that was chosen when signing up. Required where somebody signed up
                with the address more than once.
            session (None | SessionDelivery | Unset):
     """

    token: str
    password: None | str | Unset = UNSET
    session: None | SessionDelivery | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        token = self.token

        password: None | str | Unset
        if isinstance(self.password, Unset):
            password = UNSET
        else:
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
            "token": token,
        })
        if password is not UNSET:
            field_dict["password"] = password
        if session is not UNSET:
            field_dict["session"] = session

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        token = d.pop("token")

        def _parse_password(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        password = _parse_password(d.pop("password", UNSET))


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


        verify_sign_up = cls(
            token=token,
            password=password,
            session=session,
        )

        return verify_sign_up

