from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.pending_email import PendingEmail





T = TypeVar("T", bound="MyEmail")



@_attrs_define
class MyEmail:
    """ The user's address, and the one it is to become.

        Attributes:
            email (str): The address as the user writes it.
            pending (None | PendingEmail): The change that waits for the new address to be confirmed.
     """

    email: str
    pending: None | PendingEmail
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.pending_email import PendingEmail # noqa: PLC0415
        email = self.email

        pending: dict[str, Any] | None
        if isinstance(self.pending, PendingEmail):
            pending = self.pending.to_dict()
        else:
            pending = self.pending


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "email": email,
            "pending": pending,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pending_email import PendingEmail # noqa: PLC0415
        d = dict(src_dict)
        email = d.pop("email")

        def _parse_pending(data: object) -> None | PendingEmail:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                pending_type_0 = PendingEmail.from_dict(data)



                return pending_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PendingEmail, data)

        pending = _parse_pending(d.pop("pending"))


        my_email = cls(
            email=email,
            pending=pending,
        )


        my_email.additional_properties = d
        return my_email

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
