from enum import StrEnum

class StepUpMethod(StrEnum):
    PASSKEY = "passkey"
    PASSWORD = "password"
    PROVIDER = "provider"
    TOTP = "totp"

    def __str__(self) -> str:
        return str(self.value)
