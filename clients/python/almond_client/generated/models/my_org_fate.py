from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.org_role import OrgRole
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="MyOrgFate")



@_attrs_define
class MyOrgFate:
    """ What becomes of an org.

        Attributes:
            fate (str): `left`: it goes on; `deleted`: nobody else is in it; `handedOver`; `blocked`: it would be left
                without an owner.
            handed_over_to (None | UUID): Who becomes its owner. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (str): The org's name.
            role (OrgRole): What somebody is in an org, from the least to the most.
     """

    fate: str
    handed_over_to: None | UUID
    id: UUID
    name: str
    role: OrgRole
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        fate = self.fate

        handed_over_to: None | str
        if isinstance(self.handed_over_to, UUID):
            handed_over_to = str(self.handed_over_to)
        else:
            handed_over_to = self.handed_over_to

        id = str(self.id)

        name = self.name

        role = self.role.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "fate": fate,
            "handedOverTo": handed_over_to,
            "id": id,
            "name": name,
            "role": role,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        fate = d.pop("fate")

        def _parse_handed_over_to(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                handed_over_to_type_0 = UUID(data)



                return handed_over_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        handed_over_to = _parse_handed_over_to(d.pop("handedOverTo"))


        id = UUID(d.pop("id"))




        name = d.pop("name")

        role = OrgRole(d.pop("role"))




        my_org_fate = cls(
            fate=fate,
            handed_over_to=handed_over_to,
            id=id,
            name=name,
            role=role,
        )


        my_org_fate.additional_properties = d
        return my_org_fate

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
