"""Settings: read once from the environment, each with its meaning; a wrong value stops the start and is named."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal.engines.sealing.ring import read_keys

SENDER = re.compile(r"(?:[^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s,;]+@[^<>@\s,;]+)")


class WrongSetting(ValueError):
    """A setting that cannot be used; the text names it."""


def _whole(raw: str) -> int:
    if not raw.isdecimal():
        raise ValueError("is not a whole number")
    return int(raw)


def _at_least_one(raw: str) -> int:
    if not raw.isdecimal() or int(raw) < 1:
        raise ValueError("is not a whole number from 1 on")
    return int(raw)


def _port(raw: str) -> int:
    if not raw.isdecimal() or not 0 < int(raw) < 65536:
        raise ValueError("is not a port from 1 to 65535")
    return int(raw)


def _sender(raw: str) -> str:
    """One address, perhaps with a name: anything else would fail only when the first letter goes out."""
    if not (raw.isprintable() and SENDER.fullmatch(raw)):
        raise ValueError("is not one e-mail address, as Name <name@example.vn>")
    return raw


def _site(raw: str) -> str:
    parts = urlsplit(_url("http", "https")(raw))
    if not parts.hostname or parts.query or parts.fragment or " " in raw:
        raise ValueError("is not an address alone, as https://example.vn")
    return raw


def _switch(raw: str) -> bool:
    if raw.lower() not in ("1", "0", "true", "false", "yes", "no"):
        raise ValueError("is not one of 1, 0, true, false, yes, no")
    return raw.lower() in ("1", "true", "yes")


def _secret(raw: str) -> str:
    if len(raw) < 32:
        raise ValueError("is shorter than 32 characters")
    return raw


def _keys(raw: str) -> str:
    read_keys(raw)
    return raw


def _url(*schemes: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if urlsplit(raw).scheme not in schemes:
            raise ValueError(f"does not start with one of {', '.join(s + '://' for s in schemes)}")
        return raw

    return parse


def _issuer(raw: str) -> str:
    parts = urlsplit(raw)
    here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not parts.hostname or not (parts.scheme == "https" or here):
        raise ValueError("does not start with https:// (http:// only on this machine)")
    if parts.query or parts.fragment:
        raise ValueError("has a query or a fragment, which an issuer has not")
    return raw


def _one_of(*values: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw not in values:
            raise ValueError(f"is not one of {', '.join(values)}")
        return raw

    return parse


@dataclass(frozen=True)
class Setting:
    """One setting: its variable, how it is read, its default as text ("" for none) and what it means."""

    name: str
    parse: Callable[[str], Any]
    default: str
    meaning: str


SETTINGS = (
    Setting("SECRET_KEY", _secret, "", "signs cookies and forms; at least 32 characters; required outside demo mode"),
    Setting("SECRET_KEY_OLD", str, "", "the key before, still accepted while keys are changed"),
    Setting("RECEIPT_KEY", _secret, "", "strengthens the hash of receipt codes; required outside demo mode; never change it"),
    Setting("CONFIDENTIAL_KEYS", _keys, "", "keys of the confidential channel's texts and files, newest first, with commas; required outside demo mode"),
    Setting("CONFIDENTIAL_IDENTITY_KEYS", _keys, "", "keys of who wrote them, none the same as those above; required outside demo mode"),
    Setting("DATA", str, "portal-data", "folder of the SQLite database and of the local files"),
    Setting("DATABASE_URL", _url("sqlite", "postgresql"), "", "database; none means SQLite in DATA"),
    Setting("REDIS_URL", _url("redis", "rediss", "unix"), "", "Redis for waking workers and counting limits, a database of its own for each portal (`/0`, `/1`, …); none means in this process"),
    Setting("S3_BUCKET", str, "", "bucket for files; none means a folder in DATA"),
    Setting("S3_ENDPOINT", _url("http", "https"), "", "address of the S3-compatible store; none means the provider's own"),
    Setting("S3_KEY_ID", str, "", "access key of the store"),
    Setting("S3_SECRET", str, "", "secret of the access key"),
    Setting("S3_REGION", str, "us-east-1", "region of the store"),
    Setting("SITE_URL", _site, "http://127.0.0.1:5000", "public address of the portal, used in letters and feeds"),
    Setting("PROXIES", _whole, "0", "how many reverse proxies of ours stand in front (their X-Forwarded-For is believed)"),
    Setting("SMTP_HOST", str, "", "mail server; required outside demo mode"),
    Setting("SMTP_PORT", _port, "587", "its port"),
    Setting("SMTP_USER", str, "", "account there; none means no sign-in"),
    Setting("SMTP_PASSWORD", str, "", "its password"),
    Setting("SMTP_SECURITY", _one_of("starttls", "tls", "none"), "starttls", "starttls, tls or none"),
    Setting("MAIL_FROM", _sender, "Người tốt, việc tốt <khong-tra-loi@example.invalid>", "sender of letters"),
    Setting("SMS_URL", _url("http", "https"), "", "address of the text message gateway, which takes JSON by POST; none means no codes by telephone"),
    Setting("SMS_KEY", str, "", "its key, sent as a bearer token"),
    Setting("SMS_SENDER", str, "NGUOITOT", "the sender's name registered there"),
    Setting("OIDC_ISSUER", _issuer, "", "address of an OpenID Connect provider whose word verifies an opinion; none means no sign-in"),
    Setting("OIDC_CLIENT_ID", str, "", "the portal's name there"),
    Setting("OIDC_SECRET", str, "", "its secret there"),
    Setting("OIDC_NAME", str, "tài khoản định danh điện tử", "what people call the provider, behind “Xác nhận bằng”"),
    Setting("CHECK_URL", _url("http", "https"), "", "address of a check of texts outside the portal, which takes signed JSON by POST; none means no such check"),
    Setting("CHECK_KEY", _secret, "", "key that signs what is sent there; at least 32 characters"),
    Setting("BOARD_NAME", str, "Ban Thi đua – Khen thưởng Thành phố", "the portal's owner in Vietnamese"),
    Setting("BOARD_NAME_EN", str, "City Emulation and Commendation Board", "the portal's owner in English"),
    Setting("CITY", str, "Hà Nội", "the city"),
    Setting("BOARD_ADDRESS", str, "37 Lý Thường Kiệt, phường Cửa Nam, Hà Nội", "where letters and visitors go"),
    Setting("DENUNCIATION_ADDRESS", str, "", "where a denunciation is handed in or made in person; none means BOARD_ADDRESS"),
    Setting("HOTLINE", str, "024 0000 3959", "telephone for people who do not use a computer"),
    Setting("JOBS_HERE", _switch, "", "do jobs inside the web process; default: yes without Redis, no with it"),
    Setting("DEMO", _switch, "0", "demo mode: labelled data, letters shown on a page, known passwords; never for real use"),
    Setting("SESSION_IDLE_MINUTES", _at_least_one, "30", "a staff session ends after so long without a request that somebody made (pages that ask by themselves do not count)"),
    Setting("SESSION_HOURS", _at_least_one, "12", "a staff session ends after so long in any case"),
)  # fmt: skip
PREFIX = "PORTAL_"


@dataclass(frozen=True)
class Settings:
    """All settings as values; field names are the variables' names in lower case without PORTAL_."""

    secret_key: str
    secret_key_old: str
    receipt_key: str
    confidential_keys: str
    confidential_identity_keys: str
    data: str
    database_url: str
    redis_url: str
    s3_bucket: str
    s3_endpoint: str
    s3_key_id: str
    s3_secret: str
    s3_region: str
    site_url: str
    proxies: int
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str
    smtp_security: str
    mail_from: str
    sms_url: str
    sms_key: str
    sms_sender: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_secret: str
    oidc_name: str
    check_url: str
    check_key: str
    board_name: str
    board_name_en: str
    city: str
    board_address: str
    denunciation_address: str
    hotline: str
    jobs_here: bool
    demo: bool
    session_idle_minutes: int
    session_hours: int

    @property
    def folder(self) -> Path:
        """Where the embedded database and files lie."""
        return Path(self.data).expanduser().resolve()

    @property
    def database(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{self.folder / 'portal.sqlite3'}"


DEMO_SECRETS = {
    "SECRET_KEY": "demo-mode-only-signing-key-0123456789",
    "RECEIPT_KEY": "demo-mode-only-receipt-key-0123456789",
    "CONFIDENTIAL_KEYS": "ZGVtby1tb2RlLW9ubHktdGV4dC1rZXktMDEyMzQ1Njc=",
    "CONFIDENTIAL_IDENTITY_KEYS": "ZGVtby1tb2RlLW9ubHktbmFtZS1rZXktMDEyMzQ1Njc=",
}
WHO = re.compile(r"//[^/?#]*@")  # name and password in an address, which no message repeats either
HIDDEN = (_secret, _keys)  # values that no message repeats
REQUIRED = ("SECRET_KEY", "RECEIPT_KEY", "CONFIDENTIAL_KEYS", "CONFIDENTIAL_IDENTITY_KEYS", "SMTP_HOST")


def read(environment: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """The settings. Raises WrongSetting with one line that names the variable at fault."""
    environment = os.environ if environment is None else environment
    unknown = sorted(
        n
        for n in environment
        if n.startswith(PREFIX)
        and not n.startswith(PREFIX + "TEST_")
        and n.removeprefix(PREFIX) not in {s.name for s in SETTINGS}
    )
    if unknown:
        raise WrongSetting(f"{unknown[0]} is not a setting of the portal")
    values = {s.name: _value(s, environment.get(PREFIX + s.name, "").strip()) for s in SETTINGS}
    values |= {name.upper(): value for name, value in overrides.items()}
    if values["DEMO"]:
        values |= {name: secret for name, secret in DEMO_SECRETS.items() if not values[name]}
    for name in REQUIRED:
        if not values[name] and not values["DEMO"]:
            raise WrongSetting(f"{PREFIX}{name} is not set: {next(s.meaning for s in SETTINGS if s.name == name)}")
    if set(read_keys(values["CONFIDENTIAL_KEYS"])) & set(read_keys(values["CONFIDENTIAL_IDENTITY_KEYS"])):
        raise WrongSetting(f"{PREFIX}CONFIDENTIAL_IDENTITY_KEYS holds a key of {PREFIX}CONFIDENTIAL_KEYS")
    _together(values, "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_SECRET")
    _together(values, "CHECK_URL", "CHECK_KEY", needs="")
    if values["JOBS_HERE"] == "":
        values["JOBS_HERE"] = not values["REDIS_URL"]
    return Settings(**{f.name: values[f.name.upper()] for f in fields(Settings)})


def _together(values: Mapping[str, Any], *names: str, needs: str = "authlib") -> None:
    """Raise WrongSetting where some of these are set and some are not, or where their part is not installed."""
    missing = [name for name in names if not values[name]]
    if missing and len(missing) < len(names):
        there = next(name for name in names if values[name])
        raise WrongSetting(f"{PREFIX}{missing[0]} is not set, but {PREFIX}{there} is")
    if not missing and needs and find_spec(needs) is None:
        raise WrongSetting(f"{PREFIX}{names[0]} needs a part that is not installed: pip install '.[sso]'")


def _value(setting: Setting, raw: str) -> Any:
    raw = raw or setting.default
    if raw == "":
        return ""
    try:
        return setting.parse(raw)
    except ValueError as fault:
        shown = "its value" if setting.parse in HIDDEN else repr(WHO.sub("//…@", raw))
        raise WrongSetting(f"{PREFIX}{setting.name}: {shown} {fault}") from None
