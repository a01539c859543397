"""Every model of the portal, so that migrations and tests see all tables."""

import portal.accounts.alerts.jobs  # its clocks are known to every process
import portal.accounts.alerts.models
import portal.accounts.models
import portal.confidential.jobs  # its clock is known to every process
import portal.confidential.models
import portal.consultations.candidates.jobs  # its clock is known to every process
import portal.consultations.candidates.portraits  # it watches how photos look
import portal.consultations.opinions.at_desk  # what the list of the desk is proved against
import portal.consultations.opinions.checked  # it says what is checked
import portal.consultations.opinions.clusters  # its clock is known to every process
import portal.consultations.opinions.jobs  # its handlers are known to every process
import portal.consultations.opinions.matters  # whom its things concern
import portal.consultations.opinions.models
import portal.consultations.opinions.waiting  # its clock is known to every process
import portal.consultations.outcome.jobs  # its clock is known to every process
import portal.consultations.outcome.models
import portal.consultations.record.jobs  # its clock is known to every process
import portal.consultations.record.models
import portal.consultations.rounds.jobs  # its handlers are known to every process
import portal.consultations.rounds.models
import portal.consultations.rounds.pauses  # its clock is known to every process
import portal.core.audit.models
import portal.core.jobs.models
import portal.core.mail.models
import portal.core.slips.services  # its clock is known to every process
import portal.core.sms.post  # its handlers are known to every process
import portal.core.storage.jobs  # its handlers are known to every process
import portal.core.storage.models
import portal.honours.models
import portal.moderation.appeals.at_desk  # what the list of the desk is proved against
import portal.moderation.appeals.models
import portal.moderation.canned.models
import portal.moderation.checks.jobs  # its handler is known to every process
import portal.moderation.checks.models
import portal.moderation.desk.backlog
import portal.moderation.desk.entering  # its clock is known to every process
import portal.moderation.desk.models
import portal.moderation.eyes.models
import portal.moderation.eyes.proposals  # its clock is known to every process
import portal.moderation.eyes.sampling  # its clock is known to every process
import portal.moderation.handover.models
import portal.moderation.models
import portal.moderation.notes.models
import portal.moderation.reports.at_desk  # what the list of the desk is proved against
import portal.moderation.reports.checked  # it says what is checked
import portal.moderation.reports.jobs  # its clock is known to every process
import portal.moderation.reports.models
import portal.moderation.switches.models
import portal.moderation.undoing.services  # its clock is known to every process
import portal.nominations.at_desk  # what the list of the desk is proved against
import portal.nominations.checked  # it says what is checked
import portal.nominations.drafts  # its clock is known to every process
import portal.nominations.matters  # whom its things concern
import portal.nominations.models
import portal.nominations.proofs  # its clock is known to every process
import portal.nominees.models
import portal.organisations.models
import portal.stories.matters  # whom its things concern
import portal.stories.models  # noqa: F401  # all of them: models make themselves known
