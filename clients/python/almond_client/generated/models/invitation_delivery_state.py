from enum import StrEnum

class InvitationDeliveryState(StrEnum):
    FAILED = "failed"
    NOT_SET_UP = "not_set_up"
    QUEUED = "queued"
    SENT = "sent"

    def __str__(self) -> str:
        return str(self.value)
