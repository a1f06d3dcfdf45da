from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="TokenRequest")



@_attrs_define
class TokenRequest:
    """ What a client has to show.

        Attributes:
            client_id (str): The client that began.
            grant_type (str): `authorization_code`, `refresh_token` or `urn:ietf:params:oauth:grant-type:device_code`.
            code (str | Unset): For `authorization_code`: the code.
            code_verifier (str | Unset): With it, what the challenge was made of (RFC 7636).
            device_code (str | Unset): For a device login: from the device authorization.
            redirect_uri (str | Unset): With it, where the code went.
            refresh_token (str | Unset): For `refresh_token`: the newest one.
            resource (str | Unset): With it, `/mcp` below the public URL (RFC 8707); with a refresh token too, if at all.
            scope (str | Unset): With it, some of what was granted.
     """

    client_id: str
    grant_type: str
    code: str | Unset = UNSET
    code_verifier: str | Unset = UNSET
    device_code: str | Unset = UNSET
    redirect_uri: str | Unset = UNSET
    refresh_token: str | Unset = UNSET
    resource: str | Unset = UNSET
    scope: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        client_id = self.client_id

        grant_type = self.grant_type

        code = self.code

        code_verifier = self.code_verifier

        device_code = self.device_code

        redirect_uri = self.redirect_uri

        refresh_token = self.refresh_token

        resource = self.resource

        scope = self.scope


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "client_id": client_id,
            "grant_type": grant_type,
        })
        if code is not UNSET:
            field_dict["code"] = code
        if code_verifier is not UNSET:
            field_dict["code_verifier"] = code_verifier
        if device_code is not UNSET:
            field_dict["device_code"] = device_code
        if redirect_uri is not UNSET:
            field_dict["redirect_uri"] = redirect_uri
        if refresh_token is not UNSET:
            field_dict["refresh_token"] = refresh_token
        if resource is not UNSET:
            field_dict["resource"] = resource
        if scope is not UNSET:
            field_dict["scope"] = scope

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        client_id = d.pop("client_id")

        grant_type = d.pop("grant_type")

        code = d.pop("code", UNSET)

        code_verifier = d.pop("code_verifier", UNSET)

        device_code = d.pop("device_code", UNSET)

        redirect_uri = d.pop("redirect_uri", UNSET)

        refresh_token = d.pop("refresh_token", UNSET)

        resource = d.pop("resource", UNSET)

        scope = d.pop("scope", UNSET)

        token_request = cls(
            client_id=client_id,
            grant_type=grant_type,
            code=code,
            code_verifier=code_verifier,
            device_code=device_code,
            redirect_uri=redirect_uri,
            refresh_token=refresh_token,
            resource=resource,
            scope=scope,
        )


        token_request.additional_properties = d
        return token_request

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
