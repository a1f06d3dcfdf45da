from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.spending import Spending





T = TypeVar("T", bound="Budget")



@_attrs_define
class Budget:
    """ How many tokens a workspace may spend, and how many it has spent.

        Attributes:
            day (Spending): What is spent and left in the window at hand.
            minute (Spending): What is spent and left in the window at hand.
     """

    day: Spending
    minute: Spending
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.spending import Spending # noqa: PLC0415
        day = self.day.to_dict()

        minute = self.minute.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "day": day,
            "minute": minute,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.spending import Spending # noqa: PLC0415
        d = dict(src_dict)
        day = Spending.from_dict(d.pop("day"))




        minute = Spending.from_dict(d.pop("minute"))




        budget = cls(
            day=day,
            minute=minute,
        )


        budget.additional_properties = d
        return budget

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
