"""portal flags: one line in, one line out, whatever comes."""

import contextlib
import json
import os
import subprocess
import sys
import unicodedata
from typing import Any, Literal

import pytest


def flags(data: bytes, *options: str, **more: str) -> list[dict[str, Any]]:
    env = {**{k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}, **more}
    command = [sys.executable, "-m", "portal", "flags", *options]
    done = subprocess.run(command, input=data, capture_output=True, timeout=60, check=True, env=env)
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def kinds(line: dict[str, Any]) -> list[str]:
    return [flag["kind"] for flag in line["flags"]]


def test_each_line_is_answered_with_places_in_the_text_that_is_masked() -> None:
    text = "Bác ấy tốt, gọi 0912 345 678 hoặc a@b.vn nhé"
    (line,) = flags(text.encode())
    assert [text[f["start"] : f["end"]] for f in line["flags"]] == ["0912 345 678", "a@b.vn"]
    assert line["masked"] == "Bác ấy tốt, gọi 09xx xxx 678 hoặc [email] nhé" and all(f["why"] for f in line["flags"])


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_places_are_those_of_the_text_as_given(form: Literal["NFC", "NFD", "NFKD"]) -> None:
    text = unicodedata.normalize(form, "🙂 Ông ấy ăn chặn tiền của dân, hỏi chị: 0912 345 678 ạ")
    (line,) = flags(text.encode() + b"\r\n")
    told = [unicodedata.normalize("NFC", text[f["start"] : f["end"]]) for f in line["flags"]]
    assert told == ["ăn chặn", "0912 345 678"]
    assert line["masked"] == text.replace("0912 345 678", "09xx xxx 678")


def test_empty_lines_strange_bytes_and_line_ends() -> None:
    lines = flags(b"\n\xff\xfe\x00 abc\r\n\xef\xbb\xbf\xc4\x91\xe1\xbb\x93 ngu\n\n\xed\xa0\x80 last")
    assert len(lines) == 5 and lines[0] == lines[3] == {"flags": [], "masked": ""}
    assert "rude" in kinds(lines[2]) and lines[4]["masked"].endswith("last")


def test_nothing_in_is_nothing_out() -> None:
    assert flags(b"") == []


@pytest.mark.parametrize("unit", ["0912 ", "nhận tiền ", "a@", "đ m "])
def test_a_huge_line_is_read_to_its_end(unit: str) -> None:
    (line,) = flags((unit * 100_000)[:300_000].encode() + " bác Vũ Đình Hợi, đồ ngu".encode())
    assert "rude" in kinds(line) and line["flags"][-1]["end"] > 199_000


def test_whom_it_is_about_may_be_named() -> None:
    opened = "Bà Nguyễn Thị Hoa tận tâm, chị Trần Thị Lan làm chứng"
    assert kinds(flags(opened.encode())[0]) == ["person"]
    assert kinds(flags(opened.encode(), "--about", "Nguyễn Thị Hoa", "--about", "Trần Thị Lan")[0]) == []
    assert kinds(flags(opened.encode(), "--about", "Lê Văn Tám")[0]) == ["person", "person"]


def test_the_reason_is_told_in_either_language() -> None:
    vi, en = (flags(b"goi 0912345678 nhe ban", "--language", code)[0]["flags"][0]["why"] for code in ("vi", "en"))
    assert "telephone" in en and vi != en


def test_settings_are_not_looked_at() -> None:
    assert flags(b"tot lam ban oi", PORTAL_NO_SUCH_SETTING="1") == [{"flags": [], "masked": "tot lam ban oi"}]


def test_lines_are_answered_as_they_come() -> None:
    command = [sys.executable, "-m", "portal", "flags"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin and running.stdout
        running.stdin.write("đồ ngu\n".encode())
        running.stdin.flush()
        assert "rude" in kinds(json.loads(running.stdout.readline()))
        running.stdin.close()


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_closed_input_or_output_is_told_in_words(closed: str) -> None:
    done = subprocess.run(f"{sys.executable} -m portal flags {closed}", shell=True, capture_output=True, text=True)
    assert done.returncode == 1 and "have to be open" in done.stderr and "Traceback" not in done.stderr


def test_who_reads_no_further_ends_it_without_a_word() -> None:
    command = [sys.executable, "-m", "portal", "flags"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            running.stdin.write(b"tot lam\n" * 20_000)
            running.stdin.close()
        assert running.wait() == 0 and running.stderr.read() == b""


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1e", "\r", "\0"])
def test_only_a_line_feed_ends_a_text(sign: str) -> None:
    (line,) = flags(f"Bác tốt lắm{sign}gọi bác 0912 345 678 nhé\n".encode())
    assert line["masked"] == f"Bác tốt lắm{sign}gọi bác 09xx xxx 678 nhé"
