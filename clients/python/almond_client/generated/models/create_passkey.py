from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.create_passkey_credential import CreatePasskeyCredential





T = TypeVar("T", bound="CreatePasskey")



@_attrs_define
class CreatePasskey:
    """ A passkey that an authenticator has made.

        Attributes:
            ceremony_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            credential (CreatePasskeyCredential): What the browser's `credential.toJSON()` gives.
            name (str):  Example: CI deploy bot.
     """

    ceremony_id: UUID
    credential: CreatePasskeyCredential
    name: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.create_passkey_credential import CreatePasskeyCredential # noqa: PLC0415
        ceremony_id = str(self.ceremony_id)

        credential = self.credential.to_dict()

        name = self.name


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "ceremonyId": ceremony_id,
            "credential": credential,
            "name": name,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.create_passkey_credential import CreatePasskeyCredential # noqa: PLC0415
        d = dict(src_dict)
        ceremony_id = UUID(d.pop("ceremonyId"))




        credential = CreatePasskeyCredential.from_dict(d.pop("credential"))




        name = d.pop("name")

        create_passkey = cls(
            ceremony_id=ceremony_id,
            credential=credential,
            name=name,
        )

        return create_passkey

