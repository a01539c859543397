"""The pages of questions about a good deed: their order, addresses and headings."""

from dataclasses import dataclass

from portal.core.i18n import N_
from portal.web.kit.locale import to


@dataclass(frozen=True)
class Page:
    """One page of questions: its name, its address, which step it is, and its heading."""

    name: str
    slug: str
    step: int
    title: str


PAGES = (
    Page("about", "", 1, N_("Who do you want to tell about?")),
    Page("whom", "ten-va-noi-o", 2, N_("What is their name, and where do they live?")),
    Page("deed", "viec-da-lam", 3, N_("What did they do?")),
    Page("details", "khi-nao-o-dau", 4, N_("When and where was it?")),
    Page("photos", "anh-va-nguoi-biet-chuyen", 5, N_("Photos, and people who know of it")),
    Page("you", "ve-ban", 6, N_("About you")),
)
OF_ONESELF = {"whom": N_("What is your name, and where do you live?"), "deed": N_("What did you do?")}
STEPS = len(PAGES)
SLUGS = ", ".join(f'"{page.slug}"' for page in PAGES[1:])
BY_SLUG = {page.slug: page for page in PAGES}


def address(page: Page, **values: object) -> str:
    """Where a page of questions is."""
    return to("nominate.start", **values) if not page.slug else to("nominate.question", slug=page.slug, **values)
