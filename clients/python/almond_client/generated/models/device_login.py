from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="DeviceLogin")



@_attrs_define
class DeviceLogin:
    """ A device login that waits for somebody to approve it.

        Attributes:
            device_code (str): For the program alone: what it asks for the status and the key with.
            expires_in (int): How long both codes live, in seconds.
            interval (int): How long to wait between two questions, in seconds.
            user_code (str): For the person: what to compare, or to type.
            verification_url (str): Where the person types the code.
            verification_url_complete (str): The same with the code filled in.
     """

    device_code: str
    expires_in: int
    interval: int
    user_code: str
    verification_url: str
    verification_url_complete: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        device_code = self.device_code

        expires_in = self.expires_in

        interval = self.interval

        user_code = self.user_code

        verification_url = self.verification_url

        verification_url_complete = self.verification_url_complete


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "deviceCode": device_code,
            "expiresIn": expires_in,
            "interval": interval,
            "userCode": user_code,
            "verificationUrl": verification_url,
            "verificationUrlComplete": verification_url_complete,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        device_code = d.pop("deviceCode")

        expires_in = d.pop("expiresIn")

        interval = d.pop("interval")

        user_code = d.pop("userCode")

        verification_url = d.pop("verificationUrl")

        verification_url_complete = d.pop("verificationUrlComplete")

        device_login = cls(
            device_code=device_code,
            expires_in=expires_in,
            interval=interval,
            user_code=user_code,
            verification_url=verification_url,
            verification_url_complete=verification_url_complete,
        )


        device_login.additional_properties = d
        return device_login

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
