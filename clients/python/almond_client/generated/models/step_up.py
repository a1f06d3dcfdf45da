from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.step_up_method import StepUpMethod
from typing import cast
import datetime






T = TypeVar("T", bound="StepUp")



@_attrs_define
class StepUp:
    """ Whether the person is known to be there.

        Attributes:
            at (datetime.datetime | None): When it was made. Example: 2026-04-30T12:01:00.000Z.
            expires_at (datetime.datetime | None): When it stops to hold; using it doesn't move that. Example:
                2026-04-30T12:01:00.000Z.
            max_age (int): How long a step-up holds, in seconds.
            method (None | StepUpMethod): What it was made with.
            methods (list[StepUpMethod]): What a step-up can be made with on this server.
            satisfied (bool): True if there is a step-up that still holds.
     """

    at: datetime.datetime | None
    expires_at: datetime.datetime | None
    max_age: int
    method: None | StepUpMethod
    methods: list[StepUpMethod]
    satisfied: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        at: None | str
        if isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        max_age = self.max_age

        method: None | str
        if isinstance(self.method, StepUpMethod):
            method = self.method.value
        else:
            method = self.method

        methods = []
        for methods_item_data in self.methods:
            methods_item = methods_item_data.value
            methods.append(methods_item)



        satisfied = self.satisfied


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "at": at,
            "expiresAt": expires_at,
            "maxAge": max_age,
            "method": method,
            "methods": methods,
            "satisfied": satisfied,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)



                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        at = _parse_at(d.pop("at"))


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


        max_age = d.pop("maxAge")

        def _parse_method(data: object) -> None | StepUpMethod:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                method_type_0 = StepUpMethod(data)



                return method_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StepUpMethod, data)

        method = _parse_method(d.pop("method"))


        methods = []
        _methods = d.pop("methods")
        for methods_item_data in (_methods):
            methods_item = StepUpMethod(methods_item_data)



            methods.append(methods_item)


        satisfied = d.pop("satisfied")

        step_up = cls(
            at=at,
            expires_at=expires_at,
            max_age=max_age,
            method=method,
            methods=methods,
            satisfied=satisfied,
        )


        step_up.additional_properties = d
        return step_up

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
