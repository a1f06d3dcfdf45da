from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.sign_in_mfa_required import SignInMfaRequired
  from ..models.sign_in_session import SignInSession





T = TypeVar("T", bound="SignInAnswer")



@_attrs_define
class SignInAnswer:
    """ `SignIn` in the envelope of an answer.

        Attributes:
            data (SignInMfaRequired | SignInSession): A session, or a second step to take.
            success (bool): Always `true`.
     """

    data: SignInMfaRequired | SignInSession
    success: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.sign_in_mfa_required import SignInMfaRequired # noqa: PLC0415
        from ..models.sign_in_session import SignInSession # noqa: PLC0415
        data: dict[str, Any]
        if isinstance(self.data, SignInSession):
            data = self.data.to_dict()
        else:
            data = self.data.to_dict()


        success = self.success


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "data": data,
            "success": success,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sign_in_mfa_required import SignInMfaRequired # noqa: PLC0415
        from ..models.sign_in_session import SignInSession # noqa: PLC0415
        d = dict(src_dict)
        def _parse_data(data: object) -> SignInMfaRequired | SignInSession:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sign_in_type_0 = SignInSession.from_dict(data)



                return componentsschemas_sign_in_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_sign_in_type_1 = SignInMfaRequired.from_dict(data)



            return componentsschemas_sign_in_type_1

        data = _parse_data(d.pop("data"))


        success = d.pop("success")

        sign_in_answer = cls(
            data=data,
            success=success,
        )


        sign_in_answer.additional_properties = d
        return sign_in_answer

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
