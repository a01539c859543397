"""Every model of the portal, so that migrations and tests see all tables."""

import portal.core.audit.models
import portal.core.jobs.models
import portal.core.mail.models  # noqa: F401
