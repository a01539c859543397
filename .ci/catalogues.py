"""Refresh portal/translations from the code and templates: extract, merge, compile.

    python .ci/catalogues.py [--from 'GLOB'] [--check]

English catalogues take the msgid itself; Vietnamese comes from the file, or from po fragments given with --from.
--check changes nothing and fails when a catalogue is stale or incomplete.
"""

import argparse
import ast
import glob
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, TemplateSyntaxError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "portal" / "translations"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "N_": None, "_l": None, "trans": None}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date: the same words give the same file
METHODS = [("portal/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2"),
           ("templates/**.ics", "jinja2"), ("templates/**.atom", "jinja2"), ("templates/**.xml", "jinja2")]  # fmt: skip


def hidden() -> Iterator[str]:
    """What Babel passes over in silence: sentences inside f-strings (before Python 3.12) and templates it cannot read."""
    for path in sorted((ROOT / "portal").rglob("*.py")):
        for string in ast.walk(ast.parse(path.read_text())):
            for call in ast.walk(string) if isinstance(string, ast.JoinedStr) else ():
                if isinstance(call, ast.Call) and _names_a_sentence(call):
                    yield f"{path.relative_to(ROOT)}:{call.lineno}: a sentence within an f-string is not found"
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    for path in sorted(p for p in (ROOT / "templates").rglob("*") if f"templates/**{p.suffix}" in dict(METHODS)):
        try:
            env.parse(path.read_text())
        except TemplateSyntaxError as fault:
            yield f"{path.relative_to(ROOT)}:{fault.lineno}: {fault.message}"


def _names_a_sentence(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return name in KEYWORDS and any(isinstance(given, ast.Constant) for given in call.args[:1])


def extract() -> Catalog:
    """Every msgid of the code and templates."""
    found = Catalog()
    for top in ("portal", "templates"):
        methods = [(p.removeprefix(top + "/"), m) for p, m in METHODS if p.startswith(top)]
        for _file, _line, message, comments, context in extract_from_dir(ROOT / top, methods, keywords=KEYWORDS):
            found.add(message, None, auto_comments=comments, context=context)
    return found


def fresh(language: str, template: Catalog, fragments: list[Path]) -> Catalog:
    """The catalogue of a language with exactly the template's msgids."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    known = [
        read_po(io.BytesIO(f.read_bytes()), locale=language, domain="messages")
        for f in [path, *fragments]
        if f.exists()
    ]
    made = Catalog(locale=language, project="portal", version="1", charset="utf-8", fuzzy=False)
    made.revision_date = made.creation_date = EPOCH
    for message in template:
        if not message.id:
            continue
        text = _english(message.id, made.num_plurals) if language == "en" else _known(message, known, made.num_plurals)
        made.add(message.id, text, flags=message.flags)
    return made


def _english(id: object, plurals: int) -> object:
    return tuple(id)[:plurals] if isinstance(id, (tuple, list)) else id


def _known(message: object, known: list[Catalog], plurals: int) -> object:
    for catalogue in reversed(known):
        found = catalogue.get(message.id if isinstance(message.id, str) else message.id[0])
        if found and found.string and any(found.string):
            text = found.string
            if isinstance(message.id, (tuple, list)):
                return (text if isinstance(text, tuple) else (text,))[:plurals]
            return text if isinstance(text, str) else text[0]
    return ("",) * plurals if isinstance(message.id, (tuple, list)) else ""


def missing(catalogue: Catalog) -> list[str]:
    """Msgids without a translation."""
    return [
        str(m.id)
        for m in catalogue
        if m.id and not (all(m.string) if isinstance(m.string, (tuple, list)) else m.string)
    ]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--from", dest="fragments", default="")
    asked.add_argument("--check", action="store_true")
    options = asked.parse_args()
    fragments = [Path(p) for p in sorted(glob.glob(options.fragments))] if options.fragments else []
    template, faults = extract(), [*hidden()]
    for language in ("vi", "en"):
        catalogue = fresh(language, template, fragments if language == "vi" else [])
        faults += [f"{language}: no translation of {id!r}" for id in missing(catalogue)]
        folder = FOLDER / language / "LC_MESSAGES"
        po, mo = io.BytesIO(), io.BytesIO()
        write_po(po, catalogue, sort_output=True, no_location=True, omit_header=False, width=120)
        write_mo(mo, catalogue)
        for name, made in (("messages.po", po), ("messages.mo", mo)):
            path = folder / name
            if options.check:
                if not path.exists() or path.read_bytes() != made.getvalue():
                    faults.append(f"{path.relative_to(ROOT)} is stale: run python .ci/catalogues.py")
            else:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_bytes(made.getvalue())
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
