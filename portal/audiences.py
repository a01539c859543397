"""Which pages there are: every audience with its page families, in one table."""

from portal.web.account import own, sign_in
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
    appeal_intake,
    appeals,
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
    texts,
)
from portal.web.moderation import opinions as desk_opinions
from portal.web.moderation import replies as desk_replies
from portal.web.moderation import reports as desk_reports
from portal.web.public import (
    about_me,
    answers,
    appealing,
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
    reporting,
    resuming,
    rounds,
    sending,
    stories,
    track,
    verifying,
)

PUBLIC = Audience(
    "public",
    "",
    pages=(
        about_me.bp,
        answers.bp,
        appealing.bp,
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
        reporting.bp,
        resuming.bp,
        rounds.bp,
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
    ),
)
MODERATION = Audience(
    "moderation",
    "/nghiep-vu",
    pages=(
        appeal_intake.bp,
        appeals.bp,
        deciding.bp,
        desk.bp,
        desk_opinions.bp,
        desk_replies.bp,
        desk_reports.bp,
        editor.bp,
        files.bp,
        intake.bp,
        messages.bp,
        opinion_intake.bp,
        people.bp,
        publishing.bp,
        reasons.bp,
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
