"""The City's gazetteer and two days to ask it on."""

from datetime import date

from portal.engines.places.gazetteer import Gazetteer
from portal.organisations.reference import places

CITY = Gazetteer(places())
NOW, THEN = date(2026, 11, 22), date(2024, 5, 19)
PRESENT = [place for place in CITY.by_code.values() if not place.successors]
ENDED = [place for place in CITY.by_code.values() if place.successors]
FORMER = [place for place in ENDED if place.valid_to == date(2025, 6, 30)]
