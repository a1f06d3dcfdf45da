from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.org_role import OrgRole
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="SessionOrg")



@_attrs_define
class SessionOrg:
    """ The org that the session works in.

        Attributes:
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (str): The org's name.
            role (OrgRole): What somebody is in an org, from the least to the most.
            two_factor_due_at (datetime.datetime | None): From when on the user may only enrol a second factor here, which
                the org asks for and they lack; `null`: nothing
                is asked of them. Example: 2026-04-30T12:01:00.000Z.
     """

    id: UUID
    name: str
    role: OrgRole
    two_factor_due_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        role = self.role.value

        two_factor_due_at: None | str
        if isinstance(self.two_factor_due_at, datetime.datetime):
            two_factor_due_at = self.two_factor_due_at.isoformat()
        else:
            two_factor_due_at = self.two_factor_due_at


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "name": name,
            "role": role,
            "twoFactorDueAt": two_factor_due_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        name = d.pop("name")

        role = OrgRole(d.pop("role"))




        def _parse_two_factor_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                two_factor_due_at_type_0 = datetime.datetime.fromisoformat(data)



                return two_factor_due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        two_factor_due_at = _parse_two_factor_due_at(d.pop("twoFactorDueAt"))


        session_org = cls(
            id=id,
            name=name,
            role=role,
            two_factor_due_at=two_factor_due_at,
        )


        session_org.additional_properties = d
        return session_org

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
