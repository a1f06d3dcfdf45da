from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.payment_status import PaymentStatus
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="SettleMachinePayment")



@_attrs_define
class SettleMachinePayment:
    """ What the payment service says of a payment.

        Attributes:
            payment_id (UUID): Which payment. Example: 019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40.
            status (PaymentStatus): How far a payment has come; `settled` and `failed` are for good.
            external_id (None | str | Unset): The payment service's own id for it. Example: CI deploy bot.
            reason (None | str | Unset): Why it failed. Example: Deploys from the main branch.
     """

    payment_id: UUID
    status: PaymentStatus
    external_id: None | str | Unset = UNSET
    reason: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        payment_id = str(self.payment_id)

        status = self.status.value

        external_id: None | str | Unset
        if isinstance(self.external_id, Unset):
            external_id = UNSET
        else:
            external_id = self.external_id

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "paymentId": payment_id,
            "status": status,
        })
        if external_id is not UNSET:
            field_dict["externalId"] = external_id
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        payment_id = UUID(d.pop("paymentId"))




        status = PaymentStatus(d.pop("status"))




        def _parse_external_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_id = _parse_external_id(d.pop("externalId", UNSET))


        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))


        settle_machine_payment = cls(
            payment_id=payment_id,
            status=status,
            external_id=external_id,
            reason=reason,
        )

        return settle_machine_payment

