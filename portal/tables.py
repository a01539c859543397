"""Every model of the portal, so that migrations and tests see all tables."""

import portal.accounts.models
import portal.confidential.jobs  # its clock is known to every process
import portal.confidential.models
import portal.consultations.candidates.jobs  # its clock is known to every process
import portal.consultations.candidates.portraits  # it watches how photos look
import portal.consultations.opinions.checked  # it says what is checked
import portal.consultations.opinions.clusters  # its clock is known to every process
import portal.consultations.opinions.jobs  # its handlers are known to every process
import portal.consultations.opinions.models
import portal.consultations.opinions.waiting  # its clock is known to every process
import portal.consultations.outcome.jobs  # its clock is known to every process
import portal.consultations.outcome.models
import portal.consultations.rounds.jobs  # its handlers are known to every process
import portal.consultations.rounds.models
import portal.core.audit.models
import portal.core.jobs.models
import portal.core.mail.models
import portal.core.sms.post  # its handlers are known to every process
import portal.core.storage.jobs  # its handlers are known to every process
import portal.core.storage.models
import portal.honours.models
import portal.moderation.checks.jobs  # its handler is known to every process
import portal.moderation.checks.models
import portal.moderation.models
import portal.nominations.checked  # it says what is checked
import portal.nominations.drafts  # its clock is known to every process
import portal.nominations.models
import portal.nominations.proofs  # its clock is known to every process
import portal.nominees.models
import portal.organisations.models
import portal.stories.checked  # it says what is checked
import portal.stories.models  # noqa: F401
