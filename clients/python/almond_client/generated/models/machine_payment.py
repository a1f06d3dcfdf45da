from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.payment_status import PaymentStatus
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MachinePayment")



@_attrs_define
class MachinePayment:
    """ A machine payment.

        Attributes:
            amount (int): In the currency's smallest unit: cents, say.
            created_at (datetime.datetime):  Example: 2026-04-30T12:01:00.000Z.
            created_by (UUID): Who asked for it, by a key or without. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            currency (str): ISO 4217, in capitals.
            description (None | str): What is paid for.
            external_id (None | str): The payment service's id for it.
            failure_reason (None | str): Why it failed; `undeliverable`: the payment service could not be reached.
            id (UUID):  Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            reference (None | str): The client's own id for what is paid for.
            status (PaymentStatus): How far a payment has come; `settled` and `failed` are for good.
            updated_at (datetime.datetime): When it came to its status. Example: 2026-04-30T12:01:00.000Z.
     """

    amount: int
    created_at: datetime.datetime
    created_by: UUID
    currency: str
    description: None | str
    external_id: None | str
    failure_reason: None | str
    id: UUID
    reference: None | str
    status: PaymentStatus
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        amount = self.amount

        created_at = self.created_at.isoformat()

        created_by = str(self.created_by)

        currency = self.currency

        description: None | str
        description = self.description

        external_id: None | str
        external_id = self.external_id

        failure_reason: None | str
        failure_reason = self.failure_reason

        id = str(self.id)

        reference: None | str
        reference = self.reference

        status = self.status.value

        updated_at = self.updated_at.isoformat()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "amount": amount,
            "createdAt": created_at,
            "createdBy": created_by,
            "currency": currency,
            "description": description,
            "externalId": external_id,
            "failureReason": failure_reason,
            "id": id,
            "reference": reference,
            "status": status,
            "updatedAt": updated_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        amount = d.pop("amount")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))




        created_by = UUID(d.pop("createdBy"))




        currency = d.pop("currency")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))


        def _parse_external_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        external_id = _parse_external_id(d.pop("externalId"))


        def _parse_failure_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        failure_reason = _parse_failure_reason(d.pop("failureReason"))


        id = UUID(d.pop("id"))




        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))


        status = PaymentStatus(d.pop("status"))




        updated_at = datetime.datetime.fromisoformat(d.pop("updatedAt"))




        machine_payment = cls(
            amount=amount,
            created_at=created_at,
            created_by=created_by,
            currency=currency,
            description=description,
            external_id=external_id,
            failure_reason=failure_reason,
            id=id,
            reference=reference,
            status=status,
            updated_at=updated_at,
        )


        machine_payment.additional_properties = d
        return machine_payment

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
