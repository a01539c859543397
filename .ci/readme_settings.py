"""Write the table of settings into README.md, from portal/config.py."""

from pathlib import Path

from portal.config import PREFIX, SETTINGS

README = Path(__file__).resolve().parent.parent / "README.md"


def table() -> list[str]:
    """One row a setting."""
    return [f"| `{PREFIX}{s.name}` | {f'`{s.default}`' if s.default else '–'} | {s.meaning} |" for s in SETTINGS]


def main() -> None:
    """Replace the rows below the table's head."""
    lines = README.read_text("utf8").split("\n")
    start = lines.index("| variable | default | meaning |") + 2
    end = next(i for i in range(start, len(lines)) if not lines[i].startswith(("| `", "{{")))
    README.write_text("\n".join([*lines[:start], *table(), *lines[end:]]), "utf8")


if __name__ == "__main__":
    main()
