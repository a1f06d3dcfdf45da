from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.activity_list import ActivityList





T = TypeVar("T", bound="ActivityListAnswer")



@_attrs_define
class ActivityListAnswer:
    """ `ActivityList` in the envelope of an answer.

        Attributes:
            data (ActivityList): One page of a list.
            success (bool): Always `true`.
     """

    data: ActivityList
    success: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.activity_list import ActivityList # noqa: PLC0415
        data = self.data.to_dict()

        success = self.success


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "data": data,
            "success": success,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.activity_list import ActivityList # noqa: PLC0415
        d = dict(src_dict)
        data = ActivityList.from_dict(d.pop("data"))




        success = d.pop("success")

        activity_list_answer = cls(
            data=data,
            success=success,
        )


        activity_list_answer.additional_properties = d
        return activity_list_answer

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
