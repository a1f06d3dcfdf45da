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

if TYPE_CHECKING:
  from ..models.invitation_delivery import InvitationDelivery





T = TypeVar("T", bound="Invitation")



@_attrs_define
class Invitation:
    """ An invitation that can still be accepted.

        Attributes:
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            delivery (InvitationDelivery): What became of the mail.
            email (str): Whom it was mailed to.
            expires_at (datetime.datetime): From when on it can't be accepted. Example: 2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            invited_by (UUID): Who sent it; once they may no longer invite into this role, it is void. Example:
                019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            role (OrgRole): What somebody is in an org, from the least to the most.
     """

    created_at: datetime.datetime
    delivery: InvitationDelivery
    email: str
    expires_at: datetime.datetime
    id: UUID
    invited_by: UUID
    role: OrgRole
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.invitation_delivery import InvitationDelivery # noqa: PLC0415
        created_at = self.created_at.isoformat()

        delivery = self.delivery.to_dict()

        email = self.email

        expires_at = self.expires_at.isoformat()

        id = str(self.id)

        invited_by = str(self.invited_by)

        role = self.role.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "createdAt": created_at,
            "delivery": delivery,
            "email": email,
            "expiresAt": expires_at,
            "id": id,
            "invitedBy": invited_by,
            "role": role,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.invitation_delivery import InvitationDelivery # noqa: PLC0415
        d = dict(src_dict)
        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        delivery = InvitationDelivery.from_dict(d.pop("delivery"))




        email = d.pop("email")

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))




        id = UUID(d.pop("id"))




        invited_by = UUID(d.pop("invitedBy"))




        role = OrgRole(d.pop("role"))




        invitation = cls(
            created_at=created_at,
            delivery=delivery,
            email=email,
            expires_at=expires_at,
            id=id,
            invited_by=invited_by,
            role=role,
        )


        invitation.additional_properties = d
        return invitation

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
