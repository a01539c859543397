"""The drawings of ours that stand where a story has no photo, with their names as people read them."""

from portal.core.i18n import N_
from portal.web.kit.assets import asset

DRAWINGS = {
    "story-banh-mi": N_("A cupboard of free bread"),
    "story-gom": N_("A pottery that teaches its craft"),
    "story-hang-bac": N_("Street sweepers before dawn"),
    "story-lop-hoc": N_("An evening class"),
    "story-soc-son": N_("A ride to the maternity ward at night"),
    "story-song-hong": N_("A ferryman on the Red River"),
    "story-tho-dien": N_("An electrician helps old people"),
    "story-tra-da": N_("Free iced tea under a banyan tree"),
}


def drawing(name: str) -> str:
    """The address of a drawing. Raises KeyError for a name that is none."""
    DRAWINGS[name]
    return asset(f"img/{name}.svg")
