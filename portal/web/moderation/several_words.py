"""Why a thing needs a look of its own, in words that go with a number and in words about one thing."""

from portal.core.i18n import N_
from portal.moderation.together.states import Why

WHYS = {
    Why.OTHER_KIND: N_("No opinion: each gets a decision and a letter of its own"),
    Why.GONE: N_("No longer part of its round"),
    Why.DECIDED: N_("Decided already"),
    Why.HELD: N_("A colleague works on it"),
    Why.BARRED: N_("You must stand back from it"),
    Why.CHANGED: N_("It has changed since you read it"),
    Why.SWITCHED_OFF: N_("No opinions are taken in at present, so each one is opened by itself"),
    Why.ROUND: N_("The outcome of the round is public, or the candidate was withdrawn"),
    Why.SECOND: N_("A second person is to judge it"),
    Why.AGAIN: N_("It came back to the desk after a decision"),
    Why.ASKED: N_("Its writer was asked something"),
    Why.UNVERIFIED: N_("Its writer has not confirmed it yet"),
    Why.EDITION: N_("The same person wrote more than once about this candidate"),
    Why.OWN: N_("You wrote it down yourself"),
    Why.CAMPAIGN: N_("It has signs of a campaign"),
    Why.SLOW_LANE: N_("It came from where very many came"),
    Why.FLAGGED: N_("The checks noticed something"),
    Why.UNCHECKED: N_("The checks have not read it to the end"),
    Why.COVERED: N_("Somebody has begun to cover parts of it"),
    Why.FILES: N_("Something was handed in with it"),
    Why.NAMED: N_("Its writer’s name would be printed, and you may not read it"),
    Why.NOTED: N_("A colleague left a note about it"),
    Why.BUSY: N_("The system was busy. Nothing happened to it"),
}
