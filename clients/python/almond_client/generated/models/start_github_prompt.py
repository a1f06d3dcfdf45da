from enum import StrEnum

class StartGithubPrompt(StrEnum):
    CONSENT = "consent"
    CREATE = "create"
    LOGIN = "login"
    NONE = "none"
    SELECT_ACCOUNT = "select_account"

    def __str__(self) -> str:
        return str(self.value)
