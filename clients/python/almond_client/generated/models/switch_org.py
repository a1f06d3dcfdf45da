from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="SwitchOrg")



@_attrs_define
class SwitchOrg:
    """ The org to work in.

        Attributes:
            org_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    org_id: UUID





    def to_dict(self) -> dict[str, Any]:
        org_id = str(self.org_id)


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "orgId": org_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        org_id = UUID(d.pop("orgId"))




        switch_org = cls(
            org_id=org_id,
        )

        return switch_org

