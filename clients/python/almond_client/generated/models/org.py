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
            require_two_factor (bool): True if members have to have a second factor.
            role (OrgRole): What somebody is in an org, from the least to the most.
            step_up_max_age (int | None): How many seconds a step-up holds here; `null`: as long as the server says.
            strict_scopes (bool): True if routes without a scope of their own refuse keys.
            two_factor_due_at (datetime.datetime | None): From when on members without one may only enrol one; `null`:
                nobody has to have one. Example: 2026-04-30T12:01:00.000Z.
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
     """

    created_at: datetime.datetime
    id: UUID
    max_key_lifetime_days: int | None
    name: str
    require_two_factor: bool
    role: OrgRole
    step_up_max_age: int | None
    strict_scopes: bool
    two_factor_due_at: datetime.datetime | None
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at.isoformat()

        id = str(self.id)

        max_key_lifetime_days: int | None
        max_key_lifetime_days = self.max_key_lifetime_days

        name = self.name

        require_two_factor = self.require_two_factor

        role = self.role.value

        step_up_max_age: int | None
        step_up_max_age = self.step_up_max_age

        strict_scopes = self.strict_scopes

        two_factor_due_at: None | str
        if isinstance(self.two_factor_due_at, datetime.datetime):
            two_factor_due_at = self.two_factor_due_at.isoformat()
        else:
            two_factor_due_at = self.two_factor_due_at

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "id": id,
            "maxKeyLifetimeDays": max_key_lifetime_days,
            "name": name,
            "requireTwoFactor": require_two_factor,
            "role": role,
            "stepUpMaxAge": step_up_max_age,
            "strictScopes": strict_scopes,
            "twoFactorDueAt": two_factor_due_at,
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

        require_two_factor = d.pop("requireTwoFactor")

        role = OrgRole(d.pop("role"))




        def _parse_step_up_max_age(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        step_up_max_age = _parse_step_up_max_age(d.pop("stepUpMaxAge"))


        strict_scopes = d.pop("strictScopes")

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


        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        org = cls(
            created_at=created_at,
            id=id,
            max_key_lifetime_days=max_key_lifetime_days,
            name=name,
            require_two_factor=require_two_factor,
            role=role,
            step_up_max_age=step_up_max_age,
            strict_scopes=strict_scopes,
            two_factor_due_at=two_factor_due_at,
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
