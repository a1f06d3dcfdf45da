from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.scope import Scope
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.grant_client import GrantClient





T = TypeVar("T", bound="Authorization")



@_attrs_define
class Authorization:
    """ What a client asks a person for.

        Attributes:
            client (GrantClient): A client of an agent.
            days (int): How many days a grant lasts unless something else is said.
            expires_at (datetime.datetime): Until when it can be answered. Example: 2026-04-30T12:01:00.000Z.
            is_loopback (bool): True if the code goes to a program on the person's own machine: any program there could have
                asked.
            most_days (int): The most days that a grant of this org may last.
            offered (list[Scope]): What it may be given, also beyond what it asks for: some clients can't ask again.
            scopes (list[Scope]): What it wants to do.
     """

    client: GrantClient
    days: int
    expires_at: datetime.datetime
    is_loopback: bool
    most_days: int
    offered: list[Scope]
    scopes: list[Scope]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.grant_client import GrantClient # noqa: PLC0415
        client = self.client.to_dict()

        days = self.days

        expires_at = self.expires_at.isoformat()

        is_loopback = self.is_loopback

        most_days = self.most_days

        offered = []
        for offered_item_data in self.offered:
            offered_item = offered_item_data.value
            offered.append(offered_item)



        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "client": client,
            "days": days,
            "expiresAt": expires_at,
            "isLoopback": is_loopback,
            "mostDays": most_days,
            "offered": offered,
            "scopes": scopes,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.grant_client import GrantClient # noqa: PLC0415
        d = dict(src_dict)
        client = GrantClient.from_dict(d.pop("client"))




        days = d.pop("days")

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))




        is_loopback = d.pop("isLoopback")

        most_days = d.pop("mostDays")

        offered = []
        _offered = d.pop("offered")
        for offered_item_data in (_offered):
            offered_item = Scope(offered_item_data)



            offered.append(offered_item)


        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in (_scopes):
            scopes_item = Scope(scopes_item_data)



            scopes.append(scopes_item)


        authorization = cls(
            client=client,
            days=days,
            expires_at=expires_at,
            is_loopback=is_loopback,
            most_days=most_days,
            offered=offered,
            scopes=scopes,
        )


        authorization.additional_properties = d
        return authorization

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
