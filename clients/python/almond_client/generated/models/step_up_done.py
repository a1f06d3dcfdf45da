from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.step_up import StepUp





T = TypeVar("T", bound="StepUpDone")



@_attrs_define
class StepUpDone:
    """ The new step-up.

        Attributes:
            step_up (StepUp): Whether the person is known to be there.
            token (None | str): The session's new token, unless it is in the cookie. The old one carries no step-up and dies
                within 30 seconds.
     """

    step_up: StepUp
    token: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.step_up import StepUp # noqa: PLC0415
        step_up = self.step_up.to_dict()

        token: None | str
        token = self.token


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "stepUp": step_up,
            "token": token,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.step_up import StepUp # noqa: PLC0415
        d = dict(src_dict)
        step_up = StepUp.from_dict(d.pop("stepUp"))




        def _parse_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        token = _parse_token(d.pop("token"))


        step_up_done = cls(
            step_up=step_up,
            token=token,
        )


        step_up_done.additional_properties = d
        return step_up_done

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
