from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.scope import Scope
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="VerifyApiKey")



@_attrs_define
class VerifyApiKey:
    """ A key that somebody presented to a service behind Almond.

        Attributes:
            key (str): The whole key.
            cost (int | None | Unset): How many tokens the request costs: spent, if the key is good for all else, from the
                budget of the workspace that it
                is bound to or, of a plain member's key that is bound to none, that they came to first. 0 spends nothing.
            scope (None | Scope | Unset): A scope that it must have.
     """

    key: str
    cost: int | None | Unset = UNSET
    scope: None | Scope | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        key = self.key

        cost: int | None | Unset
        if isinstance(self.cost, Unset):
            cost = UNSET
        else:
            cost = self.cost

        scope: None | str | Unset
        if isinstance(self.scope, Unset):
            scope = UNSET
        elif isinstance(self.scope, Scope):
            scope = self.scope.value
        else:
            scope = self.scope


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "key": key,
        })
        if cost is not UNSET:
            field_dict["cost"] = cost
        if scope is not UNSET:
            field_dict["scope"] = scope

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        def _parse_cost(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        cost = _parse_cost(d.pop("cost", UNSET))


        def _parse_scope(data: object) -> None | Scope | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                scope_type_0 = Scope(data)



                return scope_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Scope | Unset, data)

        scope = _parse_scope(d.pop("scope", UNSET))


        verify_api_key = cls(
            key=key,
            cost=cost,
            scope=scope,
        )

        return verify_api_key

