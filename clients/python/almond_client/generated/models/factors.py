from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.passkey import Passkey
  from ..models.recovery_codes_left import RecoveryCodesLeft
  from ..models.totp_factor import TotpFactor





T = TypeVar("T", bound="Factors")



@_attrs_define
class Factors:
    """ A user's factors.

        Attributes:
            passkeys (list[Passkey]): The passkeys, oldest first.
            recovery_codes (RecoveryCodesLeft): The recovery codes.
            totp (TotpFactor): The authenticator app.
     """

    passkeys: list[Passkey]
    recovery_codes: RecoveryCodesLeft
    totp: TotpFactor
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.passkey import Passkey # noqa: PLC0415
        from ..models.recovery_codes_left import RecoveryCodesLeft # noqa: PLC0415
        from ..models.totp_factor import TotpFactor # noqa: PLC0415
        passkeys = []
        for passkeys_item_data in self.passkeys:
            passkeys_item = passkeys_item_data.to_dict()
            passkeys.append(passkeys_item)



        recovery_codes = self.recovery_codes.to_dict()

        totp = self.totp.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "passkeys": passkeys,
            "recoveryCodes": recovery_codes,
            "totp": totp,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.passkey import Passkey # noqa: PLC0415
        from ..models.recovery_codes_left import RecoveryCodesLeft # noqa: PLC0415
        from ..models.totp_factor import TotpFactor # noqa: PLC0415
        d = dict(src_dict)
        passkeys = []
        _passkeys = d.pop("passkeys")
        for passkeys_item_data in (_passkeys):
            passkeys_item = Passkey.from_dict(passkeys_item_data)



            passkeys.append(passkeys_item)


        recovery_codes = RecoveryCodesLeft.from_dict(d.pop("recoveryCodes"))




        totp = TotpFactor.from_dict(d.pop("totp"))




        factors = cls(
            passkeys=passkeys,
            recovery_codes=recovery_codes,
            totp=totp,
        )


        factors.additional_properties = d
        return factors

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
