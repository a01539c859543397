"""Which pages there are: every audience with its page families, in one table."""

from portal.web.account import own, sign_in, ties
from portal.web.board import (
    calendars,
    candidates,
    clusters,
    honours,
    instruments,
    outcome,
    papers,
    portraits,
    proof,
    sorting,
    window,
)
from portal.web.board import replies as board_replies
from portal.web.board import rounds as board_rounds
from portal.web.confidential import opening, reports
from portal.web.kit.audience import Audience
from portal.web.moderation import (
    deciding,
    desk,
    editor,
    files,
    intake,
    messages,
    opinion_intake,
    people,
    publishing,
    reasons,
    samples,
    second,
    texts,
)
from portal.web.moderation import opinions as desk_opinions
from portal.web.moderation import replies as desk_replies
from portal.web.public import (
    answers,
    candidate_papers,
    channel,
    channel_box,
    demo_mail,
    feeds,
    following,
    home,
    identity,
    lawful,
    ledgers,
    nominate,
    opinions,
    pages,
    photos,
    replies,
    resuming,
    rounds,
    second_looks,
    sending,
    stories,
    track,
    verifying,
)

PUBLIC = Audience(
    "public",
    "",
    pages=(
        answers.bp,
        candidate_papers.bp,
        channel.bp,
        channel_box.bp,
        demo_mail.bp,
        feeds.bp,
        following.bp,
        home.bp,
        identity.bp,
        lawful.bp,
        ledgers.bp,
        nominate.bp,
        opinions.bp,
        pages.bp,
        photos.bp,
        replies.bp,
        resuming.bp,
        rounds.bp,
        second_looks.bp,
        sending.bp,
        stories.bp,
        track.bp,
        verifying.bp,
    ),
)
ACCOUNT = Audience(
    "account",
    "/tai-khoan",
    pages=(
        own.bp,
        sign_in.bp,
        ties.bp,
    ),
)
MODERATION = Audience(
    "moderation",
    "/nghiep-vu",
    pages=(
        deciding.bp,
        desk.bp,
        desk_opinions.bp,
        desk_replies.bp,
        editor.bp,
        files.bp,
        intake.bp,
        messages.bp,
        opinion_intake.bp,
        people.bp,
        publishing.bp,
        reasons.bp,
        samples.bp,
        second.bp,
        texts.bp,
    ),
)
CONFIDENTIAL = Audience(
    "confidential",
    "/tiep-nhan",
    pages=(
        opening.bp,
        reports.bp,
    ),
)
BOARD = Audience(
    "board",
    "/nghiep-vu",
    pages=(
        board_rounds.bp,
        calendars.bp,
        candidates.bp,
        clusters.bp,
        honours.bp,
        instruments.bp,
        outcome.bp,
        papers.bp,
        portraits.bp,
        proof.bp,
        board_replies.bp,
        sorting.bp,
        window.bp,
    ),
)
AUDIENCES = (PUBLIC, ACCOUNT, MODERATION, BOARD, CONFIDENTIAL)
