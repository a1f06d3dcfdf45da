from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.workspace_role import WorkspaceRole
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="WorkspaceMember")



@_attrs_define
class WorkspaceMember:
    """ A member of a workspace.

        Attributes:
            avatar (None | str): A picture's URL.
            created_at (datetime.datetime): Since when they are a member. Example: 2026-04-30T12:01:00.000Z.
            email (str): The address as the user writes it.
            name (str): What people call the user.
            role (WorkspaceRole): What somebody is in a workspace, from the least to the most.
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            user_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    avatar: None | str
    created_at: datetime.datetime
    email: str
    name: str
    role: WorkspaceRole
    updated_at: datetime.datetime
    user_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        avatar: None | str
        avatar = self.avatar

        created_at = self.created_at.isoformat()

        email = self.email

        name = self.name

        role = self.role.value

        updated_at = self.updated_at.isoformat()

        user_id = str(self.user_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "avatar": avatar,
            "createdAt": created_at,
            "email": email,
            "name": name,
            "role": role,
            "updatedAt": updated_at,
            "userId": user_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_avatar(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        avatar = _parse_avatar(d.pop("avatar"))


        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        email = d.pop("email")

        name = d.pop("name")

        role = WorkspaceRole(d.pop("role"))




        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        user_id = UUID(d.pop("userId"))




        workspace_member = cls(
            avatar=avatar,
            created_at=created_at,
            email=email,
            name=name,
            role=role,
            updated_at=updated_at,
            user_id=user_id,
        )


        workspace_member.additional_properties = d
        return workspace_member

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
