"""A small OpenID Connect provider, run as a process of its own: `python -m tests.core.identity.provider PORT`.

It signs in whoever comes, at once, as `sub`. GET /set?name=value makes it misbehave until it is set again.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "cong-thong-tin", "bi-mat-thu"
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
OTHER = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
codes: dict[str, dict[str, str]] = {}
how: dict[str, str] = {}


class Provider(BaseHTTPRequestHandler):
    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                places = {f"{n}_endpoint": f"{self.issuer}/{n}" for n in ("authorization", "token")}
                self.say({"issuer": how.get("issuer", self.issuer), "jwks_uri": f"{self.issuer}/keys", **places})
            case "/keys":
                self.say({"keys": [KEY.as_dict(private=False)]})
            case "/authorization":
                self.authorise(asked)
            case "/set":
                how.clear()
                how.update(asked)
                self.say({})
            case _:
                self.say({}, 404)

    def authorise(self, asked: dict[str, str]) -> None:
        whole = asked.get("client_id") == CLIENT and asked.get("code_challenge_method") == "S256"
        if not whole or asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            return self.say({"error": "invalid_request"}, 400)
        back: dict[str, str] = {"state": asked["state"]}
        if how.get("denied"):
            back["error"] = "access_denied"
        else:
            code = secrets.token_urlsafe()
            codes[code] = asked
            back |= {"code": code, "iss": self.issuer}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        told = {name: values[0] for name, values in parse_qs(body).items()}
        asked = codes.pop(told.get("code", ""), None)  # a code is good once
        login = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        made = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
        if self.headers.get("Authorization") != f"Basic {login}":
            return self.say({"error": "invalid_client"}, 401)
        if asked is None or asked["code_challenge"] != made or asked["redirect_uri"] != told.get("redirect_uri"):
            return self.say({"error": "invalid_grant"}, 400)
        self.say({"access_token": "x", "token_type": "Bearer", "id_token": self.token(asked["nonce"])})

    def token(self, nonce: str) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer, "aud": CLIENT, "sub": how.get("sub", "Công dân 1"), "iat": now, "exp": now + 300,
            "nonce": nonce, "name": "Nguyễn Văn Kín", "email": "kin@example.vn",
        }  # fmt: skip
        claims |= json.loads(how.get("claims", "{}"))
        if how.get("alg") == "none":
            parts = ({"alg": "none"}, claims)
            return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts) + "."
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, OTHER if how.get("forged") else KEY)

    def say(self, told: object, status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Provider).serve_forever()
