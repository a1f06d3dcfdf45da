from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.guardrail_kind import GuardrailKind
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="UpdateGuardrail")



@_attrs_define
class UpdateGuardrail:
    """ What to change: absent is unchanged, `null` clears.

        Attributes:
            description (None | str | Unset): What it is for. Example: Deploys from the main branch.
            enabled (bool | Unset): True if it counts.
            kind (GuardrailKind | Unset): What a guardrail does: warn, ask a person first, or not let it happen.
            name (str | Unset): What people call it. Example: CI deploy bot.
            pattern (str | Unset): What it looks out for, in the words of whatever enforces it. Example: Answer in the
                reader's language..
     """

    description: None | str | Unset = UNSET
    enabled: bool | Unset = UNSET
    kind: GuardrailKind | Unset = UNSET
    name: str | Unset = UNSET
    pattern: str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        enabled = self.enabled

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value


        name = self.name

        pattern = self.pattern


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if description is not UNSET:
            field_dict["description"] = description
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if kind is not UNSET:
            field_dict["kind"] = kind
        if name is not UNSET:
            field_dict["name"] = name
        if pattern is not UNSET:
            field_dict["pattern"] = pattern

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))


        enabled = d.pop("enabled", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: GuardrailKind | Unset
        if isinstance(_kind,  Unset):
            kind = UNSET
        else:
            kind = GuardrailKind(_kind)




        name = d.pop("name", UNSET)

        pattern = d.pop("pattern", UNSET)

        update_guardrail = cls(
            description=description,
            enabled=enabled,
            kind=kind,
            name=name,
            pattern=pattern,
        )

        return update_guardrail

