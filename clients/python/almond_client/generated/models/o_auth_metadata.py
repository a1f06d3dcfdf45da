from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="OAuthMetadata")



@_attrs_define
class OAuthMetadata:
    """ What an OAuth client can do here.

        Attributes:
            device_authorization_endpoint (str): Where a device login begins.
            grant_types_supported (list[str]): The device grant alone.
            issuer (str): The server's public URL.
            response_types_supported (list[str]): None: nothing is granted by redirect.
            scopes_supported (list[str]): What may be asked for.
            token_endpoint (str): Where its key is fetched.
            token_endpoint_auth_methods_supported (list[str]): `none`: clients are public and send their `client_id` only.
     """

    device_authorization_endpoint: str
    grant_types_supported: list[str]
    issuer: str
    response_types_supported: list[str]
    scopes_supported: list[str]
    token_endpoint: str
    token_endpoint_auth_methods_supported: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        device_authorization_endpoint = self.device_authorization_endpoint

        grant_types_supported = self.grant_types_supported



        issuer = self.issuer

        response_types_supported = self.response_types_supported



        scopes_supported = self.scopes_supported



        token_endpoint = self.token_endpoint

        token_endpoint_auth_methods_supported = self.token_endpoint_auth_methods_supported




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "device_authorization_endpoint": device_authorization_endpoint,
            "grant_types_supported": grant_types_supported,
            "issuer": issuer,
            "response_types_supported": response_types_supported,
            "scopes_supported": scopes_supported,
            "token_endpoint": token_endpoint,
            "token_endpoint_auth_methods_supported": token_endpoint_auth_methods_supported,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        device_authorization_endpoint = d.pop("device_authorization_endpoint")

        grant_types_supported = cast(list[str], d.pop("grant_types_supported"))


        issuer = d.pop("issuer")

        response_types_supported = cast(list[str], d.pop("response_types_supported"))


        scopes_supported = cast(list[str], d.pop("scopes_supported"))


        token_endpoint = d.pop("token_endpoint")

        token_endpoint_auth_methods_supported = cast(list[str], d.pop("token_endpoint_auth_methods_supported"))


        o_auth_metadata = cls(
            device_authorization_endpoint=device_authorization_endpoint,
            grant_types_supported=grant_types_supported,
            issuer=issuer,
            response_types_supported=response_types_supported,
            scopes_supported=scopes_supported,
            token_endpoint=token_endpoint,
            token_endpoint_auth_methods_supported=token_endpoint_auth_methods_supported,
        )


        o_auth_metadata.additional_properties = d
        return o_auth_metadata

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
