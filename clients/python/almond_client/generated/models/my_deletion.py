from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.my_org_fate import MyOrgFate





T = TypeVar("T", bound="MyDeletion")



@_attrs_define
class MyDeletion:
    """ What deleting the account does.

        Attributes:
            confirm (str): Send it with `DELETE /me`: it says that this was seen.
            keys_revoked (int): How many keys end.
            orgs (list[MyOrgFate]): What becomes of each org that the user is in.
     """

    confirm: str
    keys_revoked: int
    orgs: list[MyOrgFate]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.my_org_fate import MyOrgFate # noqa: PLC0415
        confirm = self.confirm

        keys_revoked = self.keys_revoked

        orgs = []
        for orgs_item_data in self.orgs:
            orgs_item = orgs_item_data.to_dict()
            orgs.append(orgs_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "confirm": confirm,
            "keysRevoked": keys_revoked,
            "orgs": orgs,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.my_org_fate import MyOrgFate # noqa: PLC0415
        d = dict(src_dict)
        confirm = d.pop("confirm")

        keys_revoked = d.pop("keysRevoked")

        orgs = []
        _orgs = d.pop("orgs")
        for orgs_item_data in (_orgs):
            orgs_item = MyOrgFate.from_dict(orgs_item_data)



            orgs.append(orgs_item)


        my_deletion = cls(
            confirm=confirm,
            keys_revoked=keys_revoked,
            orgs=orgs,
        )


        my_deletion.additional_properties = d
        return my_deletion

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
