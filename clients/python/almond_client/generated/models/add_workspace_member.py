from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.workspace_role import WorkspaceRole
from uuid import UUID






T = TypeVar("T", bound="AddWorkspaceMember")



@_attrs_define
class AddWorkspaceMember:
    """ Whom to let in.

        Attributes:
            role (WorkspaceRole): What somebody is in a workspace, from the least to the most.
            user_id (UUID): A member of the org. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    role: WorkspaceRole
    user_id: UUID





    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        user_id = str(self.user_id)


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "role": role,
            "userId": user_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = WorkspaceRole(d.pop("role"))




        user_id = UUID(d.pop("userId"))




        add_workspace_member = cls(
            role=role,
            user_id=user_id,
        )

        return add_workspace_member

