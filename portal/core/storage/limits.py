"""How many, how large and how wide: what a resident may send and what the portal keeps of it."""

FILES = 5
"""Files with one story."""

BYTES = 10 * 1024 * 1024
"""Largest single file as it arrives."""

PIXELS = 40_000_000
"""Most pixels that are ever decoded; a phone's 12, 24 or 36 megapixels pass, a decompression bomb does not."""

HEIC_PIXELS = 52_000_000
"""HEIC as phones make it (eight bits, colours at half size, nothing see-through): their 48 and 50 megapixels pass."""

FLOWING_PIXELS = 205_000_000
"""A JPEG in one pass is decoded line by line and made smaller on the way: 48, 108 and 200 megapixels of phones pass."""

PASSES_PIXELS = 52_000_000
"""A JPEG in several passes is made smaller too, but its decoder holds six bytes for each pixel until the last pass."""

WEBP_PIXELS = 20_000_000
"""WebP needs four whole canvases to decode, hence a lower ceiling for the same memory."""

SCANNED_PIXELS = 1_000_000_000
"""Pixels times passes of one progressive JPEG: 25 passes over the largest photo, where cameras make ten."""

MASTER_SIDE = 2400
"""Longest side of the cleaned master, the only form in which a photo is kept."""

WIDTHS = (480, 960, 1600)
"""Widths a page may ask for; a photo is never drawn larger than it came."""

OPEN_GRAPH = (1200, 630)
"""The preview picture that other sites show beside a shared link."""

NAME = 120
"""Characters of a file's name that are kept."""

ORPHAN_HOURS = 20
"""A stored file that no row mentions may belong to an upload still under way; after this long it does not.

Short enough that what a person withdraws is gone within a day."""
