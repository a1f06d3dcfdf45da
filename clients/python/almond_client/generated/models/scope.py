from enum import StrEnum

class Scope(StrEnum):
    API_KEYSREAD = "api-keys:read"
    BILLINGMACHINECHARGE = "billing:machine:charge"
    CONNECTIONSREAD = "connections:read"
    CONNECTIONSUSE = "connections:use"
    CONNECTIONSWRITE = "connections:write"
    FILESREAD = "files:read"
    FILESWRITE = "files:write"
    MCPREAD = "mcp:read"
    MCPWRITE = "mcp:write"
    MODELSREAD = "models:read"
    TERMINAL = "terminal"

    def __str__(self) -> str:
        return str(self.value)
