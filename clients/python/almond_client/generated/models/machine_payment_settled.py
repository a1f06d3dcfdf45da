from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.payment_status import PaymentStatus
from uuid import UUID






T = TypeVar("T", bound="MachinePaymentSettled")



@_attrs_define
class MachinePaymentSettled:
    """ The callback was taken, now or before.

        Attributes:
            org_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            payment_id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            status (PaymentStatus): How far a payment has come; `settled` and `failed` are for good.
     """

    org_id: UUID
    payment_id: UUID
    status: PaymentStatus
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        org_id = str(self.org_id)

        payment_id = str(self.payment_id)

        status = self.status.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "orgId": org_id,
            "paymentId": payment_id,
            "status": status,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        org_id = UUID(d.pop("orgId"))




        payment_id = UUID(d.pop("paymentId"))




        status = PaymentStatus(d.pop("status"))




        machine_payment_settled = cls(
            org_id=org_id,
            payment_id=payment_id,
            status=status,
        )


        machine_payment_settled.additional_properties = d
        return machine_payment_settled

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
