from enum import StrEnum

class ListOrgApiKeysState(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    PAUSED = "paused"

    def __str__(self) -> str:
        return str(self.value)
