"""Published stories of someone by that name: a writer may read them first, and tell on in any case."""

from portal.stories import namesakes
from portal.web.kit.locale import to
from portal.web.kit.telling import words
from portal.web.kit.telling.forms import WhomForm
from portal.web.kit.telling.places import ward_of


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
