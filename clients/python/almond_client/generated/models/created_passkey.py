from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.step_up import StepUp





T = TypeVar("T", bound="CreatedPasskey")



@_attrs_define
class CreatedPasskey:
    """ The passkey is in force.

        Attributes:
            backed_up (bool): True if there is a copy elsewhere, as synchronised passkeys have.
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            last_used_at (datetime.datetime | None): When it last signed in or stepped up. Example:
                2026-04-30T12:01:00.000Z.
            name (str): What its owner calls it.
            recovery_codes (list[str] | None): For the first factor: ten codes that each sign in once, shown only now.
            step_up (StepUp): Whether the person is known to be there.
            token (None | str): The session's new token, when enrolling counted as a step-up and the token isn't in the
                cookie.
     """

    backed_up: bool
    created_at: datetime.datetime
    id: UUID
    last_used_at: datetime.datetime | None
    name: str
    recovery_codes: list[str] | None
    step_up: StepUp
    token: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.step_up import StepUp # noqa: PLC0415
        backed_up = self.backed_up

        created_at = self.created_at.isoformat()

        id = str(self.id)

        last_used_at: None | str
        if isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        name = self.name

        recovery_codes: list[str] | None
        if isinstance(self.recovery_codes, list):
            recovery_codes = self.recovery_codes


        else:
            recovery_codes = self.recovery_codes

        step_up = self.step_up.to_dict()

        token: None | str
        token = self.token


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "backedUp": backed_up,
            "createdAt": created_at,
            "id": id,
            "lastUsedAt": last_used_at,
            "name": name,
            "recoveryCodes": recovery_codes,
            "stepUp": step_up,
            "token": token,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.step_up import StepUp # noqa: PLC0415
        d = dict(src_dict)
        backed_up = d.pop("backedUp")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        id = UUID(d.pop("id"))




        def _parse_last_used_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_at_type_0 = datetime.datetime.fromisoformat(data)



                return last_used_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_used_at = _parse_last_used_at(d.pop("lastUsedAt"))


        name = d.pop("name")

        def _parse_recovery_codes(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                recovery_codes_type_0 = cast(list[str], data)

                return recovery_codes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        recovery_codes = _parse_recovery_codes(d.pop("recoveryCodes"))


        step_up = StepUp.from_dict(d.pop("stepUp"))




        def _parse_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        token = _parse_token(d.pop("token"))


        created_passkey = cls(
            backed_up=backed_up,
            created_at=created_at,
            id=id,
            last_used_at=last_used_at,
            name=name,
            recovery_codes=recovery_codes,
            step_up=step_up,
            token=token,
        )


        created_passkey.additional_properties = d
        return created_passkey

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
