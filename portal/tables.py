"""Every model of the portal, so that migrations and tests see all tables."""

import portal.accounts.models
import portal.confidential.jobs  # its clock is known to every process
import portal.confidential.models
import portal.consultations.candidates.jobs  # its clock is known to every process
import portal.consultations.candidates.portraits  # it watches how photos look
import portal.consultations.opinions.at_desk  # what the list of the desk is proved against
import portal.consultations.opinions.clusters  # its clock is known to every process
import portal.consultations.opinions.jobs  # its handlers are known to every process
import portal.consultations.opinions.matters  # whom its things concern
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
import portal.moderation.desk.entering  # its clock is known to every process
import portal.moderation.desk.models
import portal.moderation.eyes.models
import portal.moderation.eyes.proposals  # its clock is known to every process
import portal.moderation.eyes.sampling  # its clock is known to every process
import portal.moderation.models
import portal.nominations.at_desk  # what the list of the desk is proved against
import portal.nominations.drafts  # its clock is known to every process
import portal.nominations.matters  # whom its things concern
import portal.nominations.models
import portal.nominations.proofs  # its clock is known to every process
import portal.nominees.models
import portal.organisations.models
import portal.stories.matters  # whom its things concern
import portal.stories.models  # noqa: F401
