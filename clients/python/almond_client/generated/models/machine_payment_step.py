from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.payment_status import PaymentStatus
from typing import cast
import datetime






T = TypeVar("T", bound="MachinePaymentStep")



@_attrs_define
class MachinePaymentStep:
    """ A status that a payment came to.

        Attributes:
            at (datetime.datetime): When. Example: 2026-04-30T12:01:00.000Z.
            reason (None | str): Why, where there is more to say.
            status (PaymentStatus): How far a payment has come; `settled` and `failed` are for good.
     """

    at: datetime.datetime
    reason: None | str
    status: PaymentStatus
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        reason: None | str
        reason = self.reason

        status = self.status.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "at": at,
            "reason": reason,
            "status": status,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))




        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))


        status = PaymentStatus(d.pop("status"))




        machine_payment_step = cls(
            at=at,
            reason=reason,
            status=status,
        )


        machine_payment_step.additional_properties = d
        return machine_payment_step

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
