"""create_app(): the only module that knows every part of the portal."""

from pathlib import Path

import structlog
from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import logs, tables  # noqa: F401  # tables: every model is known to the metadata
from portal.audiences import AUDIENCES
from portal.confidential import keys
from portal.config import Settings, read
from portal.consultations.candidates import visits
from portal.core import codes, marks
from portal.core.db import BUSY_MS, db
from portal.core.identity import openid
from portal.core.mail import post, sealing, transport
from portal.core.sms import gateway
from portal.core.storage.s3 import Bucket, S3Store
from portal.core.storage.store import LocalStore, choose
from portal.engines.receipts.codes import Codes
from portal.moderation.checks import outside
from portal.moderation.switches import queries as switches
from portal.nominations import links
from portal.web.account.staff_session import staff_of
from portal.web.kit import (
    assets,
    cache_front,
    controls,
    errors,
    fixed,
    headers,
    limits,
    locale,
    navigation,
    origin,
    parcels,
    session,
    spelling,
    switched,
)
from portal.web.kit import visits as counting
from portal.web.kit.cookie import Cookies
from portal.web.kit.late_rules import LateRule
from portal.web.kit.templating import Environment

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUNDLE = HERE / "_bundle" if (HERE / "_bundle").is_dir() else ROOT  # a wheel carries templates inside the package
MIGRATIONS = BUNDLE / "migrations"
MAX_BODY = 60 * 1024 * 1024  # bytes; a form with files may be longer and is read to its end, see web/kit/parcels
csrf = CSRFProtect()
log = structlog.get_logger()


def create_app(settings: Settings | None = None) -> Flask:
    """The portal as a WSGI application. Raises WrongSetting where a setting cannot be used."""
    settings = settings or read()
    logs.install()
    app = Flask("portal", template_folder=str(BUNDLE / "templates"), static_folder=str(BUNDLE / "static"))
    app.url_rule_class = LateRule
    app.jinja_environment = Environment
    app.session_interface = Cookies()
    _configure(app, settings)
    db.init_app(app)
    csrf.init_app(app)
    for part in (locale, assets, fixed, headers, origin, parcels, errors, navigation, switched):
        part.install(app)
    controls.install()
    wire(app, settings)
    for audience in AUDIENCES:
        audience.join(app)
    for view in app.view_functions.values():
        if getattr(view, "by_key", False):
            csrf.exempt(view)
    return app


def wire(app: Flask, settings: Settings) -> None:
    """Choose what one process has one of: its meter, keys, mail server, file store. The last app made has its way."""
    limits.meter.install(app, settings.redis_url, settings.secret_key)
    session.look_up_with(staff_of)
    switches.forget()
    links.sign_with(settings.receipt_key)
    sealing.seal_with(settings.receipt_key)
    codes.choose(Codes(settings.receipt_key))
    marks.key_with(settings.receipt_key)
    keys.hold(texts=settings.confidential_keys, identities=settings.confidential_identity_keys)
    visits.choose(visits.InRedis(settings.redis_url) if settings.redis_url else visits.Here())
    if settings.redis_url:
        from portal.core.jobs import engine  # what does jobs itself loads it later, and a start is short

        engine.ring_in(settings.redis_url, app.app_context)
    _letters(settings)
    gateway.choose(_messages(settings))
    outside.choose(outside.Outside(settings.check_url, settings.check_key) if settings.check_url else None)
    openid.choose(_identity(settings))
    _files(settings)


def _configure(app: Flask, settings: Settings) -> None:
    secure = settings.site_url.startswith("https://")
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=[settings.secret_key_old] if settings.secret_key_old else None,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=_engine(settings.database),
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        SESSION_COOKIE_NAME="__Host-portal" if secure else "portal",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open for days; the token dies with the cookie
        WTF_CSRF_SSL_STRICT=False,  # the Referer may be absent; the token and SameSite carry the check
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(board=_board(settings), demo=settings.demo, site_url=settings.site_url.rstrip("/"))
    cache_front.install(app)
    counting.install(app)
    spelling.install(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # as Flask tells us to wrap it


def _engine(url: str) -> dict[str, object]:
    """Errors never show parameters: they are people's texts. No statement waits for a lock longer than a person would, nor
    to be compiled: PostgreSQL does so by how much it fears to read, and takes longer for it than for the longest search."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": {"options": f"-c lock_timeout={BUSY_MS} -c jit=off"},
    }


def _board(settings: Settings) -> dict[str, object]:
    return {
        "name": {"vi": settings.board_name, "en": settings.board_name_en},
        "city": settings.city,
        "address": settings.board_address,
        "denunciations": settings.denunciation_address or settings.board_address,
        "hotline": settings.hotline,
        "hotline_tel": "+84" + "".join(c for c in settings.hotline if c.isdigit()).removeprefix("0"),
    }


def _letters(settings: Settings) -> None:
    post.templates(
        BUNDLE / "templates" / "mail",
        board=_board(settings),
        site_url=settings.site_url.rstrip("/"),
        demo=settings.demo,
    )
    if settings.smtp_host:
        transport.choose(
            transport.Smtp(
                settings.smtp_host,
                settings.smtp_port,
                settings.mail_from,
                user=settings.smtp_user,
                password=settings.smtp_password,
                security=settings.smtp_security,
            )
        )
    else:
        transport.choose(transport.Kept())


def _messages(settings: Settings) -> gateway.Gateway | None:
    if settings.sms_url:
        return gateway.Http(settings.sms_url, settings.sms_key, settings.sms_sender)
    return gateway.Kept() if settings.demo else None


def _identity(settings: Settings) -> openid.Provider | None:
    if not settings.oidc_issuer:
        return None
    return openid.Provider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_secret, settings.oidc_name)


def _files(settings: Settings) -> None:
    if settings.s3_bucket:
        bucket = Bucket(
            settings.s3_bucket,
            endpoint=settings.s3_endpoint or None,
            region=settings.s3_region,
            access_key=settings.s3_key_id or None,
            secret_key=settings.s3_secret or None,
        )
        choose(S3Store(bucket))
    else:
        choose(LocalStore(settings.folder / "files"))
