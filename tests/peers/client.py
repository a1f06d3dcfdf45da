"""The Python client as it is published, from sign-in to revocation. Arguments: the server's URL, a password, the address of
somebody with an authenticator app and a code of it, the address of somebody without. Prints what it saw, as JSON."""

import asyncio
import io
import json
import sys

import httpx
from almond_client import Almond, AlmondError
from almond_client.generated.api.api_keys import list_api_keys, mint_api_key, revoke_api_key, verify_api_key
from almond_client.generated.api.files import download_file, upload_file
from almond_client.generated.api.models import list_models
from almond_client.generated.api.sign_in import login_password, login_totp
from almond_client.generated.api.step_up import step_up_password
from almond_client.generated.models import (
    LoginPassword,
    MintApiKey,
    Password,
    Scope,
    SecondStep,
    SignInMfaRequired,
    SignInSession,
    VerifyApiKey,
)
from almond_client.generated.types import File

url, password, careful, totp, email = sys.argv[1:]
asked = []


def step_up(needed):
    asked.append(needed.max_age)
    return client.call(step_up_password, body=Password(password=password)).data.token


client = Almond(url, on_step_up=step_up)
# The second step of somebody with a second factor.
first = client.call(login_password, body=LoginPassword(email=careful, password=password)).data
assert isinstance(first, SignInMfaRequired), first
second = client.call(login_totp, body=SecondStep(mfa_token=first.mfa_token, code=totp)).data
assert second.step_up.method == "totp"

session = client.call(login_password, body=LoginPassword(email=email, password=password)).data
assert isinstance(session, SignInSession), session
assert session.step_up.method is None
client.set_credential(session.token)

scopes = [Scope("models:read"), Scope("files:read"), Scope("files:write")]
minted = [client.call(mint_api_key, body=MintApiKey(name=name, scopes=scopes)).data for name in ("one", "two", "three")]
names = [key.name for key in client.items(list_api_keys, limit=1)]

machine = Almond(url, minted[0].key)
content = bytes(at % 251 for at in range(100_000))
file = machine.call(upload_file, name="a.bin", body=File(payload=io.BytesIO(content))).data
back = machine.call(download_file, file.id)
assert back.payload.read() == content

verify = lambda: client.call(verify_api_key, body=VerifyApiKey(key=minted[0].key)).data.code  # noqa: E731

# A server that is overloaded once: what can be repeated is, and nothing else.
calls = []


def overloaded(request):
    calls.append(request.method)
    if len(calls) == 2:
        return httpx.Response(200, json={"success": True, "data": {"items": [], "nextCursor": None, "total": None}})
    told = {"code": "UNAVAILABLE", "message": "busy", "requestId": "r"}
    wait = "0" if len(calls) == 1 else "31"
    return httpx.Response(503, json={"success": False, "error": told}, headers={"retry-after": wait})


busy = Almond("http://almond.test")
busy.get_httpx_client()._transport._inner = httpx.MockTransport(overloaded)
busy.call(list_models)
for attempt in (lambda: busy.call(list_models), lambda: busy.call(mint_api_key, body=MintApiKey(name="x"))):
    try:
        attempt()
        raise AssertionError
    except AlmondError as error:
        assert (error.code, error.retry_after, error.request_id) == ("UNAVAILABLE", 31, "r")
assert calls == ["GET", "GET", "GET", "POST"]


async def read_models(service):
    return [model.name async for model in service.aitems(list_models, limit=1)]


assert asyncio.run(read_models(Almond(url, minted[1].key)))
before = verify()
client.call(revoke_api_key, minted[0].id)
after = verify()
refused = None
try:
    machine.call(list_models)
except AlmondError as error:
    refused = {"status": error.status, "code": error.code, "requestId": error.request_id}
print(json.dumps({"asked": len(asked), "names": names, "before": before, "after": after, "refused": refused}))
