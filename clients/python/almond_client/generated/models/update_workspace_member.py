from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.workspace_role import WorkspaceRole






T = TypeVar("T", bound="UpdateWorkspaceMember")



@_attrs_define
class UpdateWorkspaceMember:
    """ What a member is to be.

        Attributes:
            role (WorkspaceRole): What somebody is in a workspace, from the least to the most.
     """

    role: WorkspaceRole





    def to_dict(self) -> dict[str, Any]:
        role = self.role.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "role": role,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = WorkspaceRole(d.pop("role"))




        update_workspace_member = cls(
            role=role,
        )

        return update_workspace_member

