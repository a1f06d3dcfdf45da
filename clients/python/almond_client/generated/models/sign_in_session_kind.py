from enum import StrEnum

class SignInSessionKind(StrEnum):
    SESSION = "session"

    def __str__(self) -> str:
        return str(self.value)
