from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.session_delivery import SessionDelivery
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.login_passkey_credential import LoginPasskeyCredential





T = TypeVar("T", bound="LoginPasskey")



@_attrs_define
class LoginPasskey:
    """ What an authenticator answered to a sign-in's challenge.

        Attributes:
            ceremony_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            credential (LoginPasskeyCredential): What the browser's `credential.toJSON()` gives.
            session (None | SessionDelivery | Unset):
     """

    ceremony_id: UUID
    credential: LoginPasskeyCredential
    session: None | SessionDelivery | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.login_passkey_credential import LoginPasskeyCredential # noqa: PLC0415
        ceremony_id = str(self.ceremony_id)

        credential = self.credential.to_dict()

        session: None | str | Unset
        if isinstance(self.session, Unset):
            session = UNSET
        elif isinstance(self.session, SessionDelivery):
            session = self.session.value
        else:
            session = self.session


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "ceremonyId": ceremony_id,
            "credential": credential,
        })
        if session is not UNSET:
            field_dict["session"] = session

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.login_passkey_credential import LoginPasskeyCredential # noqa: PLC0415
        d = dict(src_dict)
        ceremony_id = UUID(d.pop("ceremonyId"))




        credential = LoginPasskeyCredential.from_dict(d.pop("credential"))




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


        login_passkey = cls(
            ceremony_id=ceremony_id,
            credential=credential,
            session=session,
        )

        return login_passkey

