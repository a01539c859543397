"""The form by which a writer asks for another look."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from portal.web.kit.forms import Form


class AppealForm(Form):
    text = TextAreaField(
        _l("Why do you see it otherwise?"),
        validators=[InputRequired(_l("Write why you see it otherwise"))],
        description=_l("What did we overlook or misunderstand? Only the officer who looks again reads this."),
    )
