"""Requests that no browser and no careful client sends: what of a request is changed, by name. Bytes as WSGI spells them, in Latin-1."""

from typing import Any

EVIL = "xau.example"
RUNS = '"><script>zqx</script>'
BYTES = "\xff\xed\xa0\x80"  # no UTF-8: a byte that never stands there, and half a surrogate
Change = dict[str, str | None]

EVERYWHERE: dict[str, Change] = {  # at every door: these have made faults
    "bytes in the question": {"QUERY_STRING": f"q={BYTES}&{BYTES}=1"},
    "escapes in the question": {"QUERY_STRING": "q=%ED%A0%80&%FF=%00&page=%F4%90%80%80&tu=%0d%0aX-Evil:1"},
    "a script in the question": {"QUERY_STRING": f"{RUNS}&q={RUNS}&next=//{EVIL}&next=https://{EVIL}"},
}
IN_TURN: dict[str, Change] = {
    "a question of signs": {"QUERY_STRING": "&&&=&=x&q&q[]=1&q[a]=2&%"},
    "a question of thousands": {"QUERY_STRING": "&".join(f"a{n}=1" for n in range(3_000))},
    "bytes in cookies": {"HTTP_COOKIE": f'portal={BYTES}; draft={BYTES}; thanks="\\355\\240\\200"; x'},
    "a cookie of 8 KB": {"HTTP_COOKIE": f"portal={'x.' * 4_000}; draft={'A' * 8_000}"},
    "cookies of signs": {"HTTP_COOKIE": ';;=;= ;portal;portal=;portal=eyJ9.x.y;draft=.;draft="'},
    "languages": {"HTTP_ACCEPT_LANGUAGE": f"{BYTES};q=nan, *;q=-1, en;q=1e999,{'a,' * 3_000}"},
    "kinds": {"HTTP_ACCEPT": f"{BYTES}/{BYTES};q=NaN, */*;q=1e9"},
    "versions": {"HTTP_IF_NONE_MATCH": f'W/"{BYTES}", *, "', "HTTP_IF_MATCH": BYTES},
    "any version": {"HTTP_IF_NONE_MATCH": "*"},
    "dates of no calendar": {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Foo 99999 99:99:99 GMT", "HTTP_DATE": "x"},
    "dates before all": {"HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 0001 00:00:00 +2359", "HTTP_IF_UNMODIFIED_SINCE": "x"},
    "dates after all": {"HTTP_IF_MODIFIED_SINCE": "Fri, 31 Dec 9999 23:59:59 -2359"},
    "many ranges": {"HTTP_RANGE": f"bytes={'0-0,' * 500}-"},
    "a range beyond": {"HTTP_RANGE": f"bytes={'9' * 30}-", "HTTP_IF_RANGE": f'"{BYTES}'},
    "a range of no digits": {"HTTP_RANGE": "bytes=\xb2-\xb3"},
    "another host": {"HTTP_HOST": EVIL},
    "a host that runs": {"HTTP_HOST": f"a{RUNS}"},
    "a host of bytes": {"HTTP_HOST": BYTES},
    "a long host": {"HTTP_HOST": f"{'a' * 5_000}.vn:99999999"},
    "half a host": {"HTTP_HOST": "[::1"},
    "no host": {"HTTP_HOST": ""},
    "an odd origin": {"HTTP_ORIGIN": "http://[::1", "HTTP_REFERER": f"http://[{BYTES}"},
    "an agent of bytes": {"HTTP_USER_AGENT": BYTES * 500},
    "proxies nobody trusts": {
        "HTTP_X_FORWARDED_FOR": f"{BYTES}, ' OR 1", "HTTP_X_FORWARDED_PROTO": "javascript", "HTTP_X_FORWARDED_HOST": EVIL,
        "HTTP_X_FORWARDED_PREFIX": f"//{EVIL}",
    },
    "an address of bytes": {"REMOTE_ADDR": BYTES},
    "an address within a link": {"REMOTE_ADDR": "fe80::1%eth0"},
    "no address": {"REMOTE_ADDR": None},
    "credentials": {"HTTP_AUTHORIZATION": f"Digest username=\"{BYTES}", "HTTP_PROXY_AUTHORIZATION": "x"},
    "a kind of bytes": {"CONTENT_TYPE": f"{BYTES}/{BYTES}; charset={BYTES}"},
    "orders to caches": {"HTTP_CACHE_CONTROL": f"max-age={BYTES}, no-cache=\xb2", "HTTP_PRAGMA": "x"},
    "another method": {"REQUEST_METHOD": "HEAD"},
}  # fmt: skip
PLACES = (
    "{}/",
    "//xau.example{}",
    "{}\xff\xed\xa0\x80",
    "{}\x00",
    "{};x=1",
    "/en//xau.example{}",
    "/en/\\xau.example{}",
    "/en/\t/xau.example{}",
)

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
TEXTS = (b"text", b"story", b"reason", b"words", b"code", b"message", b"name", b"q", b"note", b"password", b"key")
FILES = (b"photo", b"photos", b"files", b"file", b"scan", b"letter", b"document")


def part(name: bytes, value: bytes, more: bytes = b"") -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="' + name + b'"' + more + b"\r\n\r\n" + value + b"\r\n"


def parts(*each: bytes) -> bytes:
    """A form of several parts, with a right token."""
    return b"".join((part(b"csrf_token", b"TOKEN"), *each, b"--b--\r\n"))


def plain(more: bytes) -> bytes:
    return b"csrf_token=TOKEN&" + more


Body = tuple[str, bytes, Any]  # kind, bytes, what is said of their number (None: the truth)
ALWAYS: dict[str, Body] = {
    "files where words are asked for": (PARTS, parts(*(part(n, b"x", b'; filename="x"') for n in TEXTS)), None),
    "a list in JSON": ("application/json", b"[1, 2]", None),
    "numbers in JSON": ("application/json", b'{"text": 5, "story": {"a": 1}, "code": [1], "reason": null}', None),
    "more than there is": (FORM, b"csrf_token=x", "9" * 30),
}
SOMETIMES: dict[str, Body] = {
    "broken JSON": ("application/json", b'{"a": "\\ud800"', None),
    "XML": ("application/xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', None),
    "bytes": (FORM, plain(b"\xff=\xff&%ED%A0%80=1&story=%00"), None),
    "another alphabet": (f"{FORM}; charset=utf-7", plain(b"text=+ADw-script+AD4-"), None),
    "thousands of fields": (FORM, plain(b"&".join(b"a%d=1" % n for n in range(3_000))), None),
    "a megabyte in one field": (FORM, plain(b"text=" + b"a" * 1_000_000), None),
    "fields that no form has": (FORM, plain(b"id=1&state=published&roles=administrator&staff_id=1&version=1&a[b]=1&__proto__=1"), None),
    "no parts": (PARTS, b"", None),
    "parts without a boundary": ("multipart/form-data", b"--b\r\n\r\n", None),
    "a boundary of bytes": (f"multipart/form-data; boundary={BYTES}", b"x", None),
    "a boundary of thousands": (f"multipart/form-data; boundary={'b' * 5_000}", b"--" + b"b" * 5_000 + b"--", None),
    "parts cut off": (PARTS, b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nabc', None),
    "a part without a name": (PARTS, parts(b"--b\r\nContent-Disposition: form-data\r\n\r\nabc\r\n"), None),
    "a part of nothing": (PARTS, parts(b"--b\r\nX: y\r\n\r\nabc\r\n"), None),
    "a part in UTF-16": (PARTS, parts(part(b"text", b"\x00\xd8", b"\r\nContent-Type: text/plain; charset=utf-16")), None),
    "bytes in parts": (PARTS, parts(part(b"text", b"\xed\xa0\x80\xff\x00"), part(b"\xed\xa0\x80", b"1")), None),
    "odd names of files": (
        PARTS, parts(*(part(n, b"%PDF-1.4", b'; filename="..\\..\\a\xff\x00.pdf"\r\nContent-Type: \xff') for n in FILES)), None,
    ),
    "lines in names of files": (
        PARTS, parts(*(part(n, b"\xff\xd8\xff\xe0", b"; filename*=utf-8''%ED%A0%80%0d%0aX-Evil:1") for n in FILES)), None,
    ),
    "words where files are asked for": (PARTS, parts(*(part(n, b"x") for n in FILES)), None),
    "thousands of parts": (PARTS, parts(*(part(b"a", b"1") for _ in range(1_100))), None),
    "no number of bytes": (FORM, b"csrf_token=TOKEN", ""),
    "fewer than none": (FORM, b"csrf_token=TOKEN", "-5"),
    "a number of no digits": (FORM, b"csrf_token=TOKEN", "\xb2"),
}  # fmt: skip
