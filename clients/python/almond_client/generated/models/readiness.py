from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="Readiness")



@_attrs_define
class Readiness:
    """ Whether the server can do its work.

        Attributes:
            fence_lag (int | None): Milliseconds since this node made sure that it knew what other nodes had changed; `null`
                with SQLite, which has no
                others, and while `memory` is `false`.
            memory (bool): True if keys and sessions are verified from memory. If not, the database is asked about each,
                which is slower.
            status (str): `ok`.
     """

    fence_lag: int | None
    memory: bool
    status: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        fence_lag: int | None
        fence_lag = self.fence_lag

        memory = self.memory

        status = self.status


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "fenceLag": fence_lag,
            "memory": memory,
            "status": status,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_fence_lag(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        fence_lag = _parse_fence_lag(d.pop("fenceLag"))


        memory = d.pop("memory")

        status = d.pop("status")

        readiness = cls(
            fence_lag=fence_lag,
            memory=memory,
            status=status,
        )


        readiness.additional_properties = d
        return readiness

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
