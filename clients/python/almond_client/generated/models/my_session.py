from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.sign_in_method import SignInMethod
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.my_session_org import MySessionOrg





T = TypeVar("T", bound="MySession")



@_attrs_define
class MySession:
    """ Somewhere that the user is signed in.

        Attributes:
            current (bool): True for the one that asks.
            expires_at (datetime.datetime): When it ends, whatever happens; unused, it ends sooner. Example:
                2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            ip (None | str): The address it was begun from.
            last_seen_at (datetime.datetime): When it was last used, to within half a minute. Example:
                2026-04-30T12:01:00.000Z.
            method (SignInMethod): How a session came to be: the last step of its sign-in.
            org (MySessionOrg): The org that a session works in.
            signed_in_at (datetime.datetime): When the session began. Example: 2026-04-30T12:01:00.000Z.
            user_agent (None | str): What the client called itself then: at most 200 characters, and not to be relied on.
     """

    current: bool
    expires_at: datetime.datetime
    id: UUID
    ip: None | str
    last_seen_at: datetime.datetime
    method: SignInMethod
    org: MySessionOrg
    signed_in_at: datetime.datetime
    user_agent: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.my_session_org import MySessionOrg # noqa: PLC0415
        current = self.current

        expires_at = self.expires_at.isoformat()

        id = str(self.id)

        ip: None | str
        ip = self.ip

        last_seen_at = self.last_seen_at.isoformat()

        method = self.method.value

        org = self.org.to_dict()

        signed_in_at = self.signed_in_at.isoformat()

        user_agent: None | str
        user_agent = self.user_agent


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "current": current,
            "expiresAt": expires_at,
            "id": id,
            "ip": ip,
            "lastSeenAt": last_seen_at,
            "method": method,
            "org": org,
            "signedInAt": signed_in_at,
            "userAgent": user_agent,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.my_session_org import MySessionOrg # noqa: PLC0415
        d = dict(src_dict)
        current = d.pop("current")

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))




        id = UUID(d.pop("id"))




        def _parse_ip(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ip = _parse_ip(d.pop("ip"))


        last_seen_at = datetime.datetime.fromisoformat(d.pop("lastSeenAt"))




        method = SignInMethod(d.pop("method"))




        org = MySessionOrg.from_dict(d.pop("org"))




        signed_in_at = datetime.datetime.fromisoformat(d.pop("signedInAt"))




        def _parse_user_agent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        user_agent = _parse_user_agent(d.pop("userAgent"))


        my_session = cls(
            current=current,
            expires_at=expires_at,
            id=id,
            ip=ip,
            last_seen_at=last_seen_at,
            method=method,
            org=org,
            signed_in_at=signed_in_at,
            user_agent=user_agent,
        )


        my_session.additional_properties = d
        return my_session

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
