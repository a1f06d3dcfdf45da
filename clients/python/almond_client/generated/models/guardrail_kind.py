from enum import StrEnum

class GuardrailKind(StrEnum):
    BLOCK = "block"
    REQUIRE_APPROVAL = "require_approval"
    WARN = "warn"

    def __str__(self) -> str:
        return str(self.value)
