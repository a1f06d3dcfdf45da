from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID






T = TypeVar("T", bound="ApiKeyUsage")



@_attrs_define
class ApiKeyUsage:
    """ How one key was used in the whole range.

        Attributes:
            checks (int): How often it was judged.
            key_id (UUID): Which key. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (None | str): `null` for a key whose row is gone.
            prefix (None | str): Its first 12 characters.
            refused (int): How often it was refused.
            revoked (bool): True if it was ended meanwhile.
            tokens (int): Tokens that it spent.
            user_id (None | UUID): Whose it is. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    checks: int
    key_id: UUID
    name: None | str
    prefix: None | str
    refused: int
    revoked: bool
    tokens: int
    user_id: None | UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        checks = self.checks

        key_id = str(self.key_id)

        name: None | str
        name = self.name

        prefix: None | str
        prefix = self.prefix

        refused = self.refused

        revoked = self.revoked

        tokens = self.tokens

        user_id: None | str
        if isinstance(self.user_id, UUID):
            user_id = str(self.user_id)
        else:
            user_id = self.user_id


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "checks": checks,
            "keyId": key_id,
            "name": name,
            "prefix": prefix,
            "refused": refused,
            "revoked": revoked,
            "tokens": tokens,
            "userId": user_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        checks = d.pop("checks")

        key_id = UUID(d.pop("keyId"))




        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))


        def _parse_prefix(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        prefix = _parse_prefix(d.pop("prefix"))


        refused = d.pop("refused")

        revoked = d.pop("revoked")

        tokens = d.pop("tokens")

        def _parse_user_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                user_id_type_0 = UUID(data)



                return user_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        user_id = _parse_user_id(d.pop("userId"))


        api_key_usage = cls(
            checks=checks,
            key_id=key_id,
            name=name,
            prefix=prefix,
            refused=refused,
            revoked=revoked,
            tokens=tokens,
            user_id=user_id,
        )


        api_key_usage.additional_properties = d
        return api_key_usage

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
