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

if TYPE_CHECKING:
  from ..models.grant_client import GrantClient
  from ..models.grant_org import GrantOrg
  from ..models.grant_user import GrantUser





T = TypeVar("T", bound="OrgGrant")



@_attrs_define
class OrgGrant:
    """ What somebody in the org lets a client do in their name.

        Attributes:
            client (GrantClient): A client of an agent.
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            expires_at (datetime.datetime): When it ends by itself. Example: 2026-04-30T12:01:00.000Z.
            id (UUID): Audit records of what the client does have it as the actor's `keyId`. Example:
                019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            last_used_at (datetime.datetime | None): When the client last used it, as far as is known. Example:
                2026-04-30T12:01:00.000Z.
            org (GrantOrg): The org of a grant.
            scopes (list[Scope]):
            user (GrantUser): Whose a grant is.
            workspace_id (None | UUID): The only workspace that the client can enter; `null`: all of the person's. Example:
                019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
     """

    client: GrantClient
    created_at: datetime.datetime
    expires_at: datetime.datetime
    id: UUID
    last_used_at: datetime.datetime | None
    org: GrantOrg
    scopes: list[Scope]
    user: GrantUser
    workspace_id: None | UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.grant_client import GrantClient # noqa: PLC0415
        from ..models.grant_org import GrantOrg # noqa: PLC0415
        from ..models.grant_user import GrantUser # noqa: PLC0415
        client = self.client.to_dict()

        created_at = self.created_at.isoformat()

        expires_at = self.expires_at.isoformat()

        id = str(self.id)

        last_used_at: None | str
        if isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        org = self.org.to_dict()

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)



        user = self.user.to_dict()

        workspace_id: None | str
        if isinstance(self.workspace_id, UUID):
            workspace_id = str(self.workspace_id)
        else:
            workspace_id = self.workspace_id


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "client": client,
            "createdAt": created_at,
            "expiresAt": expires_at,
            "id": id,
            "lastUsedAt": last_used_at,
            "org": org,
            "scopes": scopes,
            "user": user,
            "workspaceId": workspace_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.grant_client import GrantClient # noqa: PLC0415
        from ..models.grant_org import GrantOrg # noqa: PLC0415
        from ..models.grant_user import GrantUser # noqa: PLC0415
        d = dict(src_dict)
        client = GrantClient.from_dict(d.pop("client"))




        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))




        id = UUID(d.pop("id"))




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


        org = GrantOrg.from_dict(d.pop("org"))




        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in (_scopes):
            scopes_item = Scope(scopes_item_data)



            scopes.append(scopes_item)


        user = GrantUser.from_dict(d.pop("user"))




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


        org_grant = cls(
            client=client,
            created_at=created_at,
            expires_at=expires_at,
            id=id,
            last_used_at=last_used_at,
            org=org,
            scopes=scopes,
            user=user,
            workspace_id=workspace_id,
        )


        org_grant.additional_properties = d
        return org_grant

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
