from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.sign_in_session_kind import SignInSessionKind
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.session_org import SessionOrg
  from ..models.step_up import StepUp
  from ..models.user import User





T = TypeVar("T", bound="SignInSession")



@_attrs_define
class SignInSession:
    """ A session, or a second step to take.

        Attributes:
            expires_at (datetime.datetime): When the session ends, whatever happens. Example: 2026-04-30T12:01:00.000Z.
            org (SessionOrg): The org that the session works in.
            step_up (StepUp): Whether the person is known to be there.
            token (None | str): The session's token, when it was newly issued and is not in a cookie.
            token_type (str): Always `Bearer`: send the token as `Authorization: Bearer <token>`.
            user (User): A user.
            kind (SignInSessionKind):  Example: session.
     """

    expires_at: datetime.datetime
    org: SessionOrg
    step_up: StepUp
    token: None | str
    token_type: str
    user: User
    kind: SignInSessionKind
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.session_org import SessionOrg # noqa: PLC0415
        from ..models.step_up import StepUp # noqa: PLC0415
        from ..models.user import User # noqa: PLC0415
        expires_at = self.expires_at.isoformat()

        org = self.org.to_dict()

        step_up = self.step_up.to_dict()

        token: None | str
        token = self.token

        token_type = self.token_type

        user = self.user.to_dict()

        kind = self.kind.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "expiresAt": expires_at,
            "org": org,
            "stepUp": step_up,
            "token": token,
            "tokenType": token_type,
            "user": user,
            "kind": kind,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.session_org import SessionOrg # noqa: PLC0415
        from ..models.step_up import StepUp # noqa: PLC0415
        from ..models.user import User # noqa: PLC0415
        d = dict(src_dict)
        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))




        org = SessionOrg.from_dict(d.pop("org"))




        step_up = StepUp.from_dict(d.pop("stepUp"))




        def _parse_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        token = _parse_token(d.pop("token"))


        token_type = d.pop("tokenType")

        user = User.from_dict(d.pop("user"))




        kind = SignInSessionKind(d.pop("kind"))




        sign_in_session = cls(
            expires_at=expires_at,
            org=org,
            step_up=step_up,
            token=token,
            token_type=token_type,
            user=user,
            kind=kind,
        )


        sign_in_session.additional_properties = d
        return sign_in_session

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
