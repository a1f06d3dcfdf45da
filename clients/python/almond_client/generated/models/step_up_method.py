from enum import StrEnum

class StepUpMethod(StrEnum):
    PASSKEY = "passkey"
    PASSWORD = "password"
    TOTP = "totp"

    def __str__(self) -> str:
        return str(self.value)
