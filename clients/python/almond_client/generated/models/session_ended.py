from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="SessionEnded")



@_attrs_define
class SessionEnded:
    """ The session is over.

        Attributes:
            logged_out (bool): Always `true`.
            logout_url (None | str): Where to send the browser to sign out at the provider, too, that the session came from.
     """

    logged_out: bool
    logout_url: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        logged_out = self.logged_out

        logout_url: None | str
        logout_url = self.logout_url


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "loggedOut": logged_out,
            "logoutUrl": logout_url,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        logged_out = d.pop("loggedOut")

        def _parse_logout_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        logout_url = _parse_logout_url(d.pop("logoutUrl"))


        session_ended = cls(
            logged_out=logged_out,
            logout_url=logout_url,
        )


        session_ended.additional_properties = d
        return session_ended

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
