from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.org_role import OrgRole






T = TypeVar("T", bound="CreateInvitation")



@_attrs_define
class CreateInvitation:
    """ Whom to invite.

        Attributes:
            email (str):  Example: ada@example.com.
            role (OrgRole): What somebody is in an org, from the least to the most.
     """

    email: str
    role: OrgRole





    def to_dict(self) -> dict[str, Any]:
        email = self.email

        role = self.role.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "email": email,
            "role": role,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        role = OrgRole(d.pop("role"))




        create_invitation = cls(
            email=email,
            role=role,
        )

        return create_invitation

