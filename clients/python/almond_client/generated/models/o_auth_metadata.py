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
            authorization_endpoint (str): Where a person is asked for a grant.
            authorization_response_iss_parameter_supported (bool): Always `true`.
            client_id_metadata_document_supported (bool): Always `true`: a client's id may be the https URL of its document.
            code_challenge_methods_supported (list[str]): `S256` alone.
            device_authorization_endpoint (str): Where a device login begins.
            grant_types_supported (list[str]): Codes, refresh tokens and device logins.
            issuer (str): The server's public URL, and `iss` of every answer by redirect (RFC 9207).
            registration_endpoint (str): Where clients register themselves that have no document.
            response_modes_supported (list[str]): `query` alone.
            response_types_supported (list[str]): `code` alone.
            revocation_endpoint (str): Where a grant is ended by its tokens.
            revocation_endpoint_auth_methods_supported (list[str]): The same.
            scopes_supported (list[str]): What may be asked for.
            token_endpoint (str): Where tokens are got, and the key of a device login.
            token_endpoint_auth_methods_supported (list[str]): `none`: clients are public and send their `client_id` only.
     """

    authorization_endpoint: str
    authorization_response_iss_parameter_supported: bool
    client_id_metadata_document_supported: bool
    code_challenge_methods_supported: list[str]
    device_authorization_endpoint: str
    grant_types_supported: list[str]
    issuer: str
    registration_endpoint: str
    response_modes_supported: list[str]
    response_types_supported: list[str]
    revocation_endpoint: str
    revocation_endpoint_auth_methods_supported: list[str]
    scopes_supported: list[str]
    token_endpoint: str
    token_endpoint_auth_methods_supported: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        authorization_endpoint = self.authorization_endpoint

        authorization_response_iss_parameter_supported = self.authorization_response_iss_parameter_supported

        client_id_metadata_document_supported = self.client_id_metadata_document_supported

        code_challenge_methods_supported = self.code_challenge_methods_supported



        device_authorization_endpoint = self.device_authorization_endpoint

        grant_types_supported = self.grant_types_supported



        issuer = self.issuer

        registration_endpoint = self.registration_endpoint

        response_modes_supported = self.response_modes_supported



        response_types_supported = self.response_types_supported



        revocation_endpoint = self.revocation_endpoint

        revocation_endpoint_auth_methods_supported = self.revocation_endpoint_auth_methods_supported



        scopes_supported = self.scopes_supported



        token_endpoint = self.token_endpoint

        token_endpoint_auth_methods_supported = self.token_endpoint_auth_methods_supported




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "authorization_endpoint": authorization_endpoint,
            "authorization_response_iss_parameter_supported": authorization_response_iss_parameter_supported,
            "client_id_metadata_document_supported": client_id_metadata_document_supported,
            "code_challenge_methods_supported": code_challenge_methods_supported,
            "device_authorization_endpoint": device_authorization_endpoint,
            "grant_types_supported": grant_types_supported,
            "issuer": issuer,
            "registration_endpoint": registration_endpoint,
            "response_modes_supported": response_modes_supported,
            "response_types_supported": response_types_supported,
            "revocation_endpoint": revocation_endpoint,
            "revocation_endpoint_auth_methods_supported": revocation_endpoint_auth_methods_supported,
            "scopes_supported": scopes_supported,
            "token_endpoint": token_endpoint,
            "token_endpoint_auth_methods_supported": token_endpoint_auth_methods_supported,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        authorization_endpoint = d.pop("authorization_endpoint")

        authorization_response_iss_parameter_supported = d.pop("authorization_response_iss_parameter_supported")

        client_id_metadata_document_supported = d.pop("client_id_metadata_document_supported")

        code_challenge_methods_supported = cast(list[str], d.pop("code_challenge_methods_supported"))


        device_authorization_endpoint = d.pop("device_authorization_endpoint")

        grant_types_supported = cast(list[str], d.pop("grant_types_supported"))


        issuer = d.pop("issuer")

        registration_endpoint = d.pop("registration_endpoint")

        response_modes_supported = cast(list[str], d.pop("response_modes_supported"))


        response_types_supported = cast(list[str], d.pop("response_types_supported"))


        revocation_endpoint = d.pop("revocation_endpoint")

        revocation_endpoint_auth_methods_supported = cast(list[str], d.pop("revocation_endpoint_auth_methods_supported"))


        scopes_supported = cast(list[str], d.pop("scopes_supported"))


        token_endpoint = d.pop("token_endpoint")

        token_endpoint_auth_methods_supported = cast(list[str], d.pop("token_endpoint_auth_methods_supported"))


        o_auth_metadata = cls(
            authorization_endpoint=authorization_endpoint,
            authorization_response_iss_parameter_supported=authorization_response_iss_parameter_supported,
            client_id_metadata_document_supported=client_id_metadata_document_supported,
            code_challenge_methods_supported=code_challenge_methods_supported,
            device_authorization_endpoint=device_authorization_endpoint,
            grant_types_supported=grant_types_supported,
            issuer=issuer,
            registration_endpoint=registration_endpoint,
            response_modes_supported=response_modes_supported,
            response_types_supported=response_types_supported,
            revocation_endpoint=revocation_endpoint,
            revocation_endpoint_auth_methods_supported=revocation_endpoint_auth_methods_supported,
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
