"""Headers of every answer: the browser is told to run nothing that is not ours."""

from flask import Flask, Response, request

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIXED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), interest-cohort=()",
}

SECRETS = {"key", "token"}  # values of addresses that open something: no other page is told of them


def install(app: Flask) -> None:
    """Put the headers on every answer that does not bring its own."""

    @app.after_request
    def add(response: Response) -> Response:
        if SECRETS & set(request.view_args or {}):
            response.headers.setdefault("Referrer-Policy", "no-referrer")
        own = {name.lower() for name, _ in response.headers}
        for name, value in FIXED.items():
            if name.lower() not in own:
                response.headers.add(name, value)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
        if "Cache-Control" not in response.headers and request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response
