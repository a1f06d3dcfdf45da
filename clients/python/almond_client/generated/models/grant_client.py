from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="GrantClient")



@_attrs_define
class GrantClient:
    """ A client of an agent.

        Attributes:
            host (None | str): Where its document is; `null` for one that registered itself.
            id (str): The URL of its document, or the id that it was registered under.
            name (None | str): What it calls itself; nobody has verified it.
            receiver (str): The host that its codes go to, or a program's scheme.
     """

    host: None | str
    id: str
    name: None | str
    receiver: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        host: None | str
        host = self.host

        id = self.id

        name: None | str
        name = self.name

        receiver = self.receiver


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "host": host,
            "id": id,
            "name": name,
            "receiver": receiver,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_host(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        host = _parse_host(d.pop("host"))


        id = d.pop("id")

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))


        receiver = d.pop("receiver")

        grant_client = cls(
            host=host,
            id=id,
            name=name,
            receiver=receiver,
        )


        grant_client.additional_properties = d
        return grant_client

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
