"""Settings: every wrong value stops the start and is named."""

import pytest

from portal.config import SETTINGS, WrongSetting, read

GOOD = {
    "PORTAL_SECRET_KEY": "k" * 32,
    "PORTAL_RECEIPT_KEY": "r" * 32,
    "PORTAL_CONFIDENTIAL_KEYS": "T" * 43 + "=",
    "PORTAL_CONFIDENTIAL_IDENTITY_KEYS": "I" * 43 + "=",
    "PORTAL_SMTP_HOST": "mail.example",
}


def test_what_is_needed_is_enough() -> None:
    settings = read(GOOD)
    assert settings.jobs_here
    assert not settings.demo


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "RECEIPT_KEY", "CONFIDENTIAL_KEYS", "CONFIDENTIAL_IDENTITY_KEYS", "SMTP_HOST"]
)
def test_no_secret_has_a_default(name: str) -> None:
    with pytest.raises(WrongSetting, match=f"PORTAL_{name} is not set"):
        read({k: v for k, v in GOOD.items() if k != f"PORTAL_{name}"})


@pytest.mark.parametrize(
    ("name", "bad"),
    [("SECRET_KEY", "short"), ("SMTP_PORT", "abc"), ("DATABASE_URL", "mysql://x"), ("DEMO", "maybe"), ("SMTP_SECURITY", "ssl"),
     ("PROXIES", "-1"), ("SITE_URL", "example.vn"), ("CONFIDENTIAL_KEYS", "x" * 44), ("CONFIDENTIAL_KEYS", "T" * 43 + "=,"),
     ("CONFIDENTIAL_IDENTITY_KEYS", "x"), ("SMTP_PORT", "99999"), ("SITE_URL", "https://a.vn/?b"), ("SITE_URL", "https://"),
     ("MAIL_FROM", "ban"), ("MAIL_FROM", "a@b.vn\r\nBcc: c@d.vn"), ("SESSION_HOURS", "0"), ("SESSION_IDLE_MINUTES", "0")],
)  # fmt: skip
def test_a_wrong_value_is_named(name: str, bad: str) -> None:
    with pytest.raises(WrongSetting, match=f"PORTAL_{name}"):
        read(GOOD | {f"PORTAL_{name}": bad})


def test_a_secret_is_not_repeated() -> None:
    with pytest.raises(WrongSetting) as fault:
        read(GOOD | {"PORTAL_SECRET_KEY": "hush-hush"})
    assert "hush" not in str(fault.value)


def test_a_password_within_an_address_is_not_repeated() -> None:
    with pytest.raises(WrongSetting) as fault:
        read(GOOD | {"PORTAL_DATABASE_URL": "postgres://portal:hush-hush@db.example/portal"})
    assert "hush" not in str(fault.value) and "db.example" in str(fault.value)


def test_a_wrong_key_is_not_repeated() -> None:
    with pytest.raises(WrongSetting) as fault:
        read(GOOD | {"PORTAL_CONFIDENTIAL_KEYS": "hush-hush"})
    assert "hush" not in str(fault.value)


def test_what_was_written_and_who_wrote_it_share_no_key() -> None:
    both = f"{GOOD['PORTAL_CONFIDENTIAL_IDENTITY_KEYS']},{GOOD['PORTAL_CONFIDENTIAL_KEYS']}"
    with pytest.raises(WrongSetting, match="PORTAL_CONFIDENTIAL_IDENTITY_KEYS holds a key"):
        read(GOOD | {"PORTAL_CONFIDENTIAL_IDENTITY_KEYS": both})


def test_a_misspelt_setting_is_named() -> None:
    with pytest.raises(WrongSetting, match="PORTAL_SITEURL is not a setting"):
        read(GOOD | {"PORTAL_SITEURL": "x"})


def test_redis_moves_the_jobs_out() -> None:
    assert not read(GOOD | {"PORTAL_REDIS_URL": "redis://127.0.0.1"}).jobs_here


def test_every_setting_says_what_it_means() -> None:
    assert all((s.meaning and s.meaning[0].islower()) or s.meaning.startswith("Redis") for s in SETTINGS)


SIGN_IN = {"PORTAL_OIDC_ISSUER": "https://id.example.vn", "PORTAL_OIDC_CLIENT_ID": "portal", "PORTAL_OIDC_SECRET": "s"}


def test_sign_in_elsewhere_is_off_until_it_is_set_whole() -> None:
    assert not read(GOOD).oidc_issuer
    assert read(GOOD | SIGN_IN).oidc_issuer == "https://id.example.vn"
    for missing in SIGN_IN:
        with pytest.raises(WrongSetting, match=f"{missing} is not set, but PORTAL_OIDC"):
            read(GOOD | {name: value for name, value in SIGN_IN.items() if name != missing})


@pytest.mark.parametrize("bad", ["http://id.example.vn", "id.example.vn", "https://id.example.vn/?a=1", "https://"])
def test_a_provider_is_reached_over_tls(bad: str) -> None:
    with pytest.raises(WrongSetting, match="PORTAL_OIDC_ISSUER"):
        read(GOOD | SIGN_IN | {"PORTAL_OIDC_ISSUER": bad})


def test_sign_in_elsewhere_says_which_part_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.config.find_spec", lambda name: None)
    with pytest.raises(WrongSetting, match=r"PORTAL_OIDC_ISSUER needs a part .* '\.\[sso\]'"):
        read(GOOD | SIGN_IN)
