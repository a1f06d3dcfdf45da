from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="ClientRegistration")



@_attrs_define
class ClientRegistration:
    """ A client that registers itself; what else it says is passed over.

        Attributes:
            redirect_uris (list[str]): Where codes may go: 1 to 10 URIs, by https, to a loopback address, or with a
                program's own scheme.
            client_name (None | str | Unset): What it calls itself.
     """

    redirect_uris: list[str]
    client_name: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        redirect_uris = self.redirect_uris



        client_name: None | str | Unset
        if isinstance(self.client_name, Unset):
            client_name = UNSET
        else:
            client_name = self.client_name


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "redirect_uris": redirect_uris,
        })
        if client_name is not UNSET:
            field_dict["client_name"] = client_name

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        redirect_uris = cast(list[str], d.pop("redirect_uris"))


        def _parse_client_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        client_name = _parse_client_name(d.pop("client_name", UNSET))


        client_registration = cls(
            redirect_uris=redirect_uris,
            client_name=client_name,
        )

        return client_registration

