from enum import StrEnum

class SignInMethod(StrEnum):
    GITHUB = "github"
    GOOGLE = "google"
    MAGIC_LINK = "magic_link"
    OIDC = "oidc"
    PASSKEY = "passkey"
    PASSWORD = "password"
    RECOVERY_CODE = "recovery_code"
    SIGN_UP = "sign_up"
    TOTP = "totp"
    TRUSTED_ISSUER = "trusted_issuer"

    def __str__(self) -> str:
        return str(self.value)
