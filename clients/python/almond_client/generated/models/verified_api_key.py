from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.org_role import OrgRole
from ..models.scope import Scope
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.budget import Budget





T = TypeVar("T", bound="VerifiedApiKey")



@_attrs_define
class VerifiedApiKey:
    """ What a presented key is good for. All but `valid` and `code` are `null` unless it is known.

        Attributes:
            allowed_cidrs (list[str] | None): Where it may be used from, for the service to check; empty: everywhere.
            budget (Budget | None): How the budget stands that it spends from, where a `cost` was given and there are
                limits.
            code (str): `VALID`, `NOT_FOUND`, `REVOKED`, `EXPIRED`, `DISABLED` (it is switched off; its user is no longer an
                active
                member, may not enter the workspace that it is bound to, or lacks the second factor that the org asks for) or
                `INSUFFICIENT_SCOPE`.
            expires_at (datetime.datetime | None):  Example: 2026-04-30T12:01:00.000Z.
            key_id (None | UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            name (None | str): What people call the key.
            org_id (None | UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            role (None | OrgRole):
            scopes (list[Scope] | None):
            user_id (None | UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            valid (bool): True if the request may go on.
            workspace_id (None | UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    allowed_cidrs: list[str] | None
    budget: Budget | None
    code: str
    expires_at: datetime.datetime | None
    key_id: None | UUID
    name: None | str
    org_id: None | UUID
    role: None | OrgRole
    scopes: list[Scope] | None
    user_id: None | UUID
    valid: bool
    workspace_id: None | UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.budget import Budget # noqa: PLC0415
        allowed_cidrs: list[str] | None
        if isinstance(self.allowed_cidrs, list):
            allowed_cidrs = self.allowed_cidrs


        else:
            allowed_cidrs = self.allowed_cidrs

        budget: dict[str, Any] | None
        if isinstance(self.budget, Budget):
            budget = self.budget.to_dict()
        else:
            budget = self.budget

        code = self.code

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        key_id: None | str
        if isinstance(self.key_id, UUID):
            key_id = str(self.key_id)
        else:
            key_id = self.key_id

        name: None | str
        name = self.name

        org_id: None | str
        if isinstance(self.org_id, UUID):
            org_id = str(self.org_id)
        else:
            org_id = self.org_id

        role: None | str
        if isinstance(self.role, OrgRole):
            role = self.role.value
        else:
            role = self.role

        scopes: list[str] | None
        if isinstance(self.scopes, list):
            scopes = []
            for scopes_type_0_item_data in self.scopes:
                scopes_type_0_item = scopes_type_0_item_data.value
                scopes.append(scopes_type_0_item)


        else:
            scopes = self.scopes

        user_id: None | str
        if isinstance(self.user_id, UUID):
            user_id = str(self.user_id)
        else:
            user_id = self.user_id

        valid = self.valid

        workspace_id: None | str
        if isinstance(self.workspace_id, UUID):
            workspace_id = str(self.workspace_id)
        else:
            workspace_id = self.workspace_id


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "allowedCidrs": allowed_cidrs,
            "budget": budget,
            "code": code,
            "expiresAt": expires_at,
            "keyId": key_id,
            "name": name,
            "orgId": org_id,
            "role": role,
            "scopes": scopes,
            "userId": user_id,
            "valid": valid,
            "workspaceId": workspace_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.budget import Budget # noqa: PLC0415
        d = dict(src_dict)
        def _parse_allowed_cidrs(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                allowed_cidrs_type_0 = cast(list[str], data)

                return allowed_cidrs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        allowed_cidrs = _parse_allowed_cidrs(d.pop("allowedCidrs"))


        def _parse_budget(data: object) -> Budget | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                budget_type_0 = Budget.from_dict(data)



                return budget_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Budget | None, data)

        budget = _parse_budget(d.pop("budget"))


        code = d.pop("code")

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)



                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        expires_at = _parse_expires_at(d.pop("expiresAt"))


        def _parse_key_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                key_id_type_0 = UUID(data)



                return key_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        key_id = _parse_key_id(d.pop("keyId"))


        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))


        def _parse_org_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                org_id_type_0 = UUID(data)



                return org_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        org_id = _parse_org_id(d.pop("orgId"))


        def _parse_role(data: object) -> None | OrgRole:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = OrgRole(data)



                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrgRole, data)

        role = _parse_role(d.pop("role"))


        def _parse_scopes(data: object) -> list[Scope] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                scopes_type_0 = []
                _scopes_type_0 = data
                for scopes_type_0_item_data in (_scopes_type_0):
                    scopes_type_0_item = Scope(scopes_type_0_item_data)



                    scopes_type_0.append(scopes_type_0_item)

                return scopes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Scope] | None, data)

        scopes = _parse_scopes(d.pop("scopes"))


        def _parse_user_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                user_id_type_0 = UUID(data)



                return user_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        user_id = _parse_user_id(d.pop("userId"))


        valid = d.pop("valid")

        def _parse_workspace_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                workspace_id_type_0 = UUID(data)



                return workspace_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        workspace_id = _parse_workspace_id(d.pop("workspaceId"))


        verified_api_key = cls(
            allowed_cidrs=allowed_cidrs,
            budget=budget,
            code=code,
            expires_at=expires_at,
            key_id=key_id,
            name=name,
            org_id=org_id,
            role=role,
            scopes=scopes,
            user_id=user_id,
            valid=valid,
            workspace_id=workspace_id,
        )


        verified_api_key.additional_properties = d
        return verified_api_key

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
