from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.scope import Scope
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MintedApiKey")



@_attrs_define
class MintedApiKey:
    """ A key that was just made.

        Attributes:
            allowed_cidrs (list[str]): Where it may be used from; empty: everywhere.
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            description (None | str): What it is for.
            enabled (bool): False while it is switched off, and refused.
            expires_at (datetime.datetime | None): From when on it is refused; `null`: never. Example:
                2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            key (str): The key. It appears here and never again.
            last_used_address (None | str): From where, as far as is known: of who used it here, not of who had it verified.
            last_used_at (datetime.datetime | None): When it was last used, as far as is known. Example:
                2026-04-30T12:01:00.000Z.
            name (str): What people call the key.
            prefix (str): The key's first 12 characters, to recognise it by.
            rotated_from (None | UUID): The key that this one took over from. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            scopes (list[Scope]):
            updated_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            workspace_id (None | UUID): The only workspace that it can enter; `null`: all of its user's. Example:
                019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    allowed_cidrs: list[str]
    created_at: datetime.datetime
    description: None | str
    enabled: bool
    expires_at: datetime.datetime | None
    id: UUID
    key: str
    last_used_address: None | str
    last_used_at: datetime.datetime | None
    name: str
    prefix: str
    rotated_from: None | UUID
    scopes: list[Scope]
    updated_at: datetime.datetime
    workspace_id: None | UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        allowed_cidrs = self.allowed_cidrs



        created_at = self.created_at.isoformat()

        description: None | str
        description = self.description

        enabled = self.enabled

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        id = str(self.id)

        key = self.key

        last_used_address: None | str
        last_used_address = self.last_used_address

        last_used_at: None | str
        if isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        name = self.name

        prefix = self.prefix

        rotated_from: None | str
        if isinstance(self.rotated_from, UUID):
            rotated_from = str(self.rotated_from)
        else:
            rotated_from = self.rotated_from

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)



        updated_at = self.updated_at.isoformat()

        workspace_id: None | str
        if isinstance(self.workspace_id, UUID):
            workspace_id = str(self.workspace_id)
        else:
            workspace_id = self.workspace_id


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "allowedCidrs": allowed_cidrs,
            "createdAt": created_at,
            "description": description,
            "enabled": enabled,
            "expiresAt": expires_at,
            "id": id,
            "key": key,
            "lastUsedAddress": last_used_address,
            "lastUsedAt": last_used_at,
            "name": name,
            "prefix": prefix,
            "rotatedFrom": rotated_from,
            "scopes": scopes,
            "updatedAt": updated_at,
            "workspaceId": workspace_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        allowed_cidrs = cast(list[str], d.pop("allowedCidrs"))


        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))


        enabled = d.pop("enabled")

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


        id = UUID(d.pop("id"))




        key = d.pop("key")

        def _parse_last_used_address(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_used_address = _parse_last_used_address(d.pop("lastUsedAddress"))


        def _parse_last_used_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_at_type_0 = datetime.datetime.fromisoformat(data)



                return last_used_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_used_at = _parse_last_used_at(d.pop("lastUsedAt"))


        name = d.pop("name")

        prefix = d.pop("prefix")

        def _parse_rotated_from(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rotated_from_type_0 = UUID(data)



                return rotated_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        rotated_from = _parse_rotated_from(d.pop("rotatedFrom"))


        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in (_scopes):
            scopes_item = Scope(scopes_item_data)



            scopes.append(scopes_item)


        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




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


        minted_api_key = cls(
            allowed_cidrs=allowed_cidrs,
            created_at=created_at,
            description=description,
            enabled=enabled,
            expires_at=expires_at,
            id=id,
            key=key,
            last_used_address=last_used_address,
            last_used_at=last_used_at,
            name=name,
            prefix=prefix,
            rotated_from=rotated_from,
            scopes=scopes,
            updated_at=updated_at,
            workspace_id=workspace_id,
        )


        minted_api_key.additional_properties = d
        return minted_api_key

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
