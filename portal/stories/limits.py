"""Lengths and counts of a story, in NFC characters unless said otherwise."""

TITLE = 160
DECK = 400
BODY = 40_000  # characters of HTML as stored
QUOTE = 300
NAME = 160
PEOPLE = 300
PLACE = 200
ALT = 300
CREDIT = 120
NOTE = 500
PHOTOS = 12
SLUG_WORDS = 80
LEAST_WORDS = 20  # of a body that is published: fewer tell nobody anything
