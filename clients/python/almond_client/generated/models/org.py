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






T = TypeVar("T", bound="Org")



@_attrs_define
class Org:
    """ An org, as one of its members sees it.

        Attributes:
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            max_key_lifetime_days (int | None): How many days a key lives at most, from when it is made; `null`: for ever.
            name (str): What people call it.
            role (OrgRole): What somebody is in an org, from the least to the most.
            step_up_max_age (int | None): How many seconds a step-up holds here; `null`: as long as the server says.
            strict_scopes (bool): True if routes without a scope of their own refuse keys.
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
     """

    created_at: datetime.datetime
    id: UUID
    max_key_lifetime_days: int | None
    name: str
    role: OrgRole
    step_up_max_age: int | None
    strict_scopes: bool
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        id = str(self.id)

        max_key_lifetime_days: int | None
        max_key_lifetime_days = self.max_key_lifetime_days

        name = self.name

        role = self.role.value

        step_up_max_age: int | None
        step_up_max_age = self.step_up_max_age

        strict_scopes = self.strict_scopes

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "id": id,
            "maxKeyLifetimeDays": max_key_lifetime_days,
            "name": name,
            "role": role,
            "stepUpMaxAge": step_up_max_age,
            "strictScopes": strict_scopes,
            "updatedAt": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        id = UUID(d.pop("id"))




        def _parse_max_key_lifetime_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        max_key_lifetime_days = _parse_max_key_lifetime_days(d.pop("maxKeyLifetimeDays"))


        name = d.pop("name")

        role = OrgRole(d.pop("role"))




        def _parse_step_up_max_age(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        step_up_max_age = _parse_step_up_max_age(d.pop("stepUpMaxAge"))


        strict_scopes = d.pop("strictScopes")

        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        org = cls(
            created_at=created_at,
            id=id,
            max_key_lifetime_days=max_key_lifetime_days,
            name=name,
            role=role,
            step_up_max_age=step_up_max_age,
            strict_scopes=strict_scopes,
            updated_at=updated_at,
        )


        org.additional_properties = d
        return org

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
