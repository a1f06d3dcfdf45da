from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="TotpSeed")



@_attrs_define
class TotpSeed:
    """ A new seed, in force once its first code is confirmed.

        Attributes:
            otpauth_url (str): The `otpauth://` URL that the QR code shows.
            qr_png (str): The QR code: a PNG in base64.
            secret (str): The seed in base32, for typing in.
     """

    otpauth_url: str
    qr_png: str
    secret: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        otpauth_url = self.otpauth_url

        qr_png = self.qr_png

        secret = self.secret


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "otpauthUrl": otpauth_url,
            "qrPng": qr_png,
            "secret": secret,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        otpauth_url = d.pop("otpauthUrl")

        qr_png = d.pop("qrPng")

        secret = d.pop("secret")

        totp_seed = cls(
            otpauth_url=otpauth_url,
            qr_png=qr_png,
            secret=secret,
        )


        totp_seed.additional_properties = d
        return totp_seed

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
