from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.passkey_ceremony_public_key import PasskeyCeremonyPublicKey





T = TypeVar("T", bound="PasskeyCeremony")



@_attrs_define
class PasskeyCeremony:
    """ A ceremony that has begun. It ends with the next request that names it, whatever that brings, or after five minutes.

        Attributes:
            ceremony_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            public_key (PasskeyCeremonyPublicKey): For the browser's `PublicKeyCredential.parseCreationOptionsFromJSON` or
                `parseRequestOptionsFromJSON`.
     """

    ceremony_id: UUID
    public_key: PasskeyCeremonyPublicKey
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.passkey_ceremony_public_key import PasskeyCeremonyPublicKey # noqa: PLC0415
        ceremony_id = str(self.ceremony_id)

        public_key = self.public_key.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "ceremonyId": ceremony_id,
            "publicKey": public_key,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.passkey_ceremony_public_key import PasskeyCeremonyPublicKey # noqa: PLC0415
        d = dict(src_dict)
        ceremony_id = UUID(d.pop("ceremonyId"))




        public_key = PasskeyCeremonyPublicKey.from_dict(d.pop("publicKey"))




        passkey_ceremony = cls(
            ceremony_id=ceremony_id,
            public_key=public_key,
        )


        passkey_ceremony.additional_properties = d
        return passkey_ceremony

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
