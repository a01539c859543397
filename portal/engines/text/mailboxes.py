"""E-mail addresses as people mistype them: the one that was meant, and a hint of one that gives it to nobody else."""

MAILERS = ("gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com", "icloud.com")
SOMEBODYS = frozenset(("gail.com",))  # one slip away, and there
ENDINGS = ("con", "cmo", "ocm", "cpm", "vom", "xom", "comm", "coom", "cim")  # of “.com”; none is anybody's
NOBODY = {
    "gmail.vn": "gmail.com",
    "gmail.cm": "gmail.com",
    "gmail.com.vn": "gmail.com",
    "gmail": "gmail.com",
}  # what Vietnamese writers add


def meant(address: str) -> str:
    """The address that was most likely meant by one whose provider is misspelt; nothing where it may be right."""
    local, _, domain = address.rpartition("@")
    domain = domain.lower()
    head, _, ending = domain.rpartition(".")
    mended = f"{head}.com" if head and ending in ENDINGS else domain
    if mended not in MAILERS and mended not in SOMEBODYS:
        mended = NOBODY.get(mended) or next((each for each in MAILERS if _slipped(mended, each)), mended)
    return f"{local}@{mended}" if local and mended != domain else ""


def hinted(contact: str) -> str:
    """Enough of an address or a number for its owner to know it, and to see a slip in the provider's name."""
    local, at, domain = contact.rpartition("@")
    if at:
        return f"{local[: 2 if len(local) > 3 else 1]}…@{domain}"
    return f"…{contact[-3:]}" if contact else ""


def _slipped(domain: str, right: str) -> bool:
    """Whether only the provider's name differs: yahoo.com.ve and hotmail.co are other people's."""
    name, _, ending = domain.partition(".")
    known, _, its_ending = right.partition(".")
    return ending == its_ending and _one_slip(name, known)


def _one_slip(typed: str, right: str) -> bool:
    """Whether one letter was left out, doubled, hit beside or exchanged with the next; never the first: mail.com is somebody's."""
    if typed[:1] != right[:1] or abs(len(typed) - len(right)) > 1 or typed == right:
        return False
    at = next((n for n, (a, b) in enumerate(zip(typed, right, strict=False)) if a != b), min(len(typed), len(right)))
    rest, wanted = typed[at:], right[at:]
    return (
        rest[1:] == wanted[1:]
        or rest[1:] == wanted
        or rest == wanted[1:]
        or (rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:])
    )
