"""Forms around a draft: open it again, have its address sent."""

from flask_babel import lazy_gettext as _l

from portal.web.kit.fields import Email, Line
from portal.web.kit.forms import Form
from portal.web.kit.telling.forms import Needed


class ResumeForm(Form):
    code = Line(_l("Your code"), [Needed(_l("Type the code you wrote down."))], most=200)


class LinkForm(Form):
    email = Email(_l("Your e-mail address"), [Needed(_l("Write the e-mail address to send it to."))], most=254)
