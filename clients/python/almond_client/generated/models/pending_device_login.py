from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.scope import Scope
from typing import cast
import datetime






T = TypeVar("T", bound="PendingDeviceLogin")



@_attrs_define
class PendingDeviceLogin:
    """ What is about to be approved. Make sure that it is your own device that asks: a code that somebody sent you gives
    your rights to them.

        Attributes:
            client_name (None | str): What the program calls itself; nobody has verified it.
            expires_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            ip (None | str): The address it asks from.
            scopes (list[Scope]): What the key would be good for.
            started_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            user_code (str): As the device shows it.
     """

    client_name: None | str
    expires_at: datetime.datetime
    ip: None | str
    scopes: list[Scope]
    started_at: datetime.datetime
    user_code: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        client_name: None | str
        client_name = self.client_name

        expires_at = self.expires_at.isoformat()

        ip: None | str
        ip = self.ip

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)



        started_at = self.started_at.isoformat()

        user_code = self.user_code


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "clientName": client_name,
            "expiresAt": expires_at,
            "ip": ip,
            "scopes": scopes,
            "startedAt": started_at,
            "userCode": user_code,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_client_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_name = _parse_client_name(d.pop("clientName"))


        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))




        def _parse_ip(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ip = _parse_ip(d.pop("ip"))


        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in (_scopes):
            scopes_item = Scope(scopes_item_data)



            scopes.append(scopes_item)


        started_at = datetime.datetime.fromisoformat(d.pop("startedAt"))




        user_code = d.pop("userCode")

        pending_device_login = cls(
            client_name=client_name,
            expires_at=expires_at,
            ip=ip,
            scopes=scopes,
            started_at=started_at,
            user_code=user_code,
        )


        pending_device_login.additional_properties = d
        return pending_device_login

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
