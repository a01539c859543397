"""Why something was flagged, in words for the moderator."""

from collections.abc import Mapping

from portal.core.i18n import N_
from portal.engines.text.accusing_words import Charge
from portal.moderation.states import FlagKind

K = FlagKind
WHY = {
    K.PHONE: N_("Looks like a telephone number. Whose it is should be asked before it is public."),
    K.NATIONAL_ID: N_("Looks like the number of an identity card. The portal never shows one."),
    K.EMAIL: N_("Looks like an e-mail address."),
    K.CONTACT: N_("Looks like a page or a name on a social network by which somebody is reached."),
    K.BANK: N_("Looks like a bank account."),
    K.ADDRESS: N_("Looks like somebody's home address: a number, an alley or a flat."),
    K.PLATE: N_("Looks like the number plate of a vehicle."),
    K.CHILD: N_("Names a child, which a parent must agree to."),
    K.PERSON: N_("Names somebody other than the one the text is about."),
    K.RUDE: N_("Words that insult. Harsh criticism without them may stand."),
    K.ACCUSATION: N_("Reads like an accusation of an offence (%(charge)s). It may belong in the confidential channel."),
    K.ADVERT: N_("Reads like an advert: it sells, lends, recruits or invites to bet."),
    K.LINK: N_("Leads to another website."),
    K.ECHO: N_("Nearly the same words as %(others)s other texts about this candidate. Copies are counted once."),
    K.COPIED: N_("%(percent)s%% of it stands in what is published about the candidate."),
    K.LANGUAGE: N_("Seems to be written in neither Vietnamese nor English."),
    K.OFF_TOPIC: N_("Seems to say nothing about a person, a deed or work."),
    K.SHORT: N_("Too short to say anything (words: %(words)s)."),
    K.LEGACY_ENCODING: N_("Typed in an old Vietnamese font, or with the Vietnamese keyboard switched off (%(encoding)s), and hard to read as it stands."),
    K.PLACE_IN_PHOTO: N_("Photos told where they were taken (%(photos)s). The place was removed; look whether a home is shown."),
    K.LIKELY_SAME: N_("May be about somebody already known."),
    K.ELSEWHERE: N_("Noticed by the check outside the portal: %(label)s."),
}  # fmt: skip
SOUNDS = {
    K.RUDE: N_("Sounds like an insult, although no word on the list is in it: a guess."),
    K.ADVERT: N_("Sounds like an advert, although no word on the list is in it: a guess."),
    K.OFF_TOPIC: N_("Seems to say nothing about a person, a deed or work: a guess."),
}
CHARGES = {
    Charge.BRIBERY: N_("bribery"),
    Charge.EMBEZZLEMENT: N_("money of others"),
    Charge.THEFT: N_("theft"),
    Charge.FRAUD: N_("fraud"),
    Charge.FORGERY: N_("forgery"),
    Charge.VIOLENCE: N_("violence or threats"),
    Charge.SEXUAL: N_("sexual harassment"),
    Charge.ABUSE_OF_OFFICE: N_("abuse of office"),
    Charge.LAND: N_("land"),
    Charge.ADULTERY: N_("private life"),
    Charge.CRIME: N_("another offence"),
    Charge.REPORT: N_("asks for an investigation"),
    Charge.UNNAMED: N_("a guess: no word names it"),
}


def told(kind: FlagKind, params: Mapping[str, int | str]) -> tuple[str, dict[str, int | str], str]:
    """The sentence for a flag, its values, and which of the values is a sentence itself ("charge"), if any."""
    values = dict(params)
    if kind is K.ACCUSATION:
        values["charge"] = CHARGES[Charge(str(params["charge"]))]
        return WHY[kind], values, "charge"
    return (SOUNDS if "guess" in values else WHY)[kind], values, ""
