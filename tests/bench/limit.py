"""What the same stack can do at best: one query, one template, no rules. The measure beside every row."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import bleach
import sqlalchemy as sa
from flask import Flask, Response, redirect, render_template_string
from flask.typing import ResponseReturnValue
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect, FlaskForm
from sqlalchemy import event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

COMMENTS = 50
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ rows[0].title }}</title></head><body>
<main><h1>{{ rows[0].title }}</h1>{% for row in rows %}<article id="c{{ row.id }}"><h2>{{ row.title }}</h2><p>{{ row.text }}</p>
<footer>{{ row.who }}</footer></article>{% endfor %}</main></body></html>"""


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Comment(Base):
    __tablename__ = "comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    who: Mapped[str] = mapped_column(sa.Text)


FIRST = sa.select(Comment).order_by(Comment.id).limit(COMMENTS)  # a kept ground has more, of runs before


class Counter(Base):
    __tablename__ = "counter"
    name: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    n: Mapped[int]


class Say(FlaskForm):
    text = TextAreaField(validators=[InputRequired(), Length(max=12_000)])


@event.listens_for(sa.engine.Engine, "connect")
def _pragmas(dbapi: Any, record: object) -> None:
    if isinstance(dbapi, sqlite3.Connection):
        dbapi.execute("PRAGMA journal_mode=WAL")
        dbapi.execute("PRAGMA synchronous=FULL")
        dbapi.execute("PRAGMA busy_timeout=30000")


def create(folder: str) -> Flask:
    """The limit application over a folder of its own; `same.html` there is given back byte for byte."""
    app = Flask("limit")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder}/limit.sqlite3"
    app.secret_key = "for the measure only"
    db.init_app(app)
    csrf = CSRFProtect(app)
    with app.app_context():
        db.create_all()
        if not db.session.scalar(sa.select(sa.func.count(Comment.id))):
            db.session.add_all(
                Comment(title=f"Ý kiến {n}", text="Bà nấu chè từ bốn giờ sáng. " * 12, who="Bà Ngọ")
                for n in range(COMMENTS)
            )
            db.session.commit()
        db.engine.dispose()

    @app.get("/read")
    def read() -> str:
        return render_template_string(PAGE, rows=db.session.scalars(FIRST).all())

    same = Path(folder, "same.html")

    @app.get("/same")
    def bytes_() -> Response:
        return Response(held() if same.exists() else b"")

    cache: list[bytes] = []

    def held() -> bytes:
        if not cache:
            cache.append(same.read_bytes())
        return cache[0]

    @app.route("/say", methods=["GET", "POST"])
    def speak() -> ResponseReturnValue:
        form = Say()
        if not form.validate_on_submit():
            return render_template_string("<form method=post>{{ form.csrf_token }}{{ form.text }}</form>", form=form)
        text = bleach.clean(form.text.data)
        db.session.add(Comment(title="Ý kiến", text=text, who="Người dân"))
        more = insert(Counter).values(name="all", n=1)
        db.session.execute(more.on_conflict_do_update(index_elements=["name"], set_={"n": Counter.n + 1}))
        db.session.commit()
        return redirect("/read", 303)

    @app.post("/write")
    @csrf.exempt
    def write() -> tuple[str, int, dict[str, str]]:
        from flask import request

        text = str(request.form.get("text", ""))[:2000]
        db.session.add(Comment(title="Ý kiến", text=text, who="Người dân"))
        db.session.commit()
        return "", 303, {"Location": "/read"}

    return app


if folder := os.environ.get("BENCH_LIMIT"):
    app = create(folder)
