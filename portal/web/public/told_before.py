"""Published stories of someone by that name: a writer may read them first, and tell on in any case."""

from portal.nominations import drafts
from portal.nominations.looks import Look
from portal.stories import namesakes
from portal.web.kit.locale import to
from portal.web.kit.telling import assembly, words
from portal.web.kit.telling.forms import WhomForm
from portal.web.kit.telling.places import ward_of


def of_draft(draft: Look | None) -> list[dict[str, str]]:
    """The stories already public of those named in a draft."""
    named = drafts.typed(draft, "whom")
    return of(assembly.sheet("whom", named, about=assembly.about_of(draft))) if named else []


def of(whom: WhomForm) -> list[dict[str, str]]:
    """The stories already public of those named on the page: name, title, address. Of children nothing is looked up."""
    found: dict[str, dict[str, str]] = {}
    for person in whom.subjects:
        if person.name.data and person.kind.data != words.CHILD:
            ward = ward_of(person.where, person.ward).ward
            for story in namesakes.published(person.name.data, ward_code=ward):
                slug = story.slug or ""
                found[slug] = {"name": person.name.data, "title": story.title, "url": to("stories.story", slug=slug)}
    return list(found.values())[:3]
