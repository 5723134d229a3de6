"""Public names of the programme with their types, in the order of its parts."""

# The registry.
from lca_models.programme.registry.opening import create_registry as create_registry
from lca_models.programme.registry.opening import open_registry as open_registry
from lca_models.programme.registry.opening import migrate_registry as migrate_registry
from lca_models.programme.registry.opening import Registry as Registry
from lca_models.programme.registry.errors import RegistryError as RegistryError
from lca_models.programme.registry.members import add_organisation as add_organisation
from lca_models.programme.registry.members import add_client as add_client
from lca_models.programme.registry.members import add_plant as add_plant
from lca_models.programme.registry.members import add_model as add_model
from lca_models.programme.registry.members import set_callback as set_callback
from lca_models.programme.registry.log import events_after as events_after
from lca_models.programme.registry.audit import audit as audit
from lca_models.programme.registry.audit import Audit as Audit
from lca_models.programme.registry.audit import take_checkpoint as take_checkpoint
from lca_models.programme.registry.audit import Checkpoint as Checkpoint
from lca_models.programme.roles.access import Actor as Actor

# Submissions.
from lca_models.programme.submissions.receiving import submit as submit
from lca_models.programme.submissions.listing import list_submissions as list_submissions
from lca_models.programme.submissions.listing import submission_of as submission_of
from lca_models.programme.submissions.listing import members_of as members_of
from lca_models.programme.submissions.listing import member_of as member_of
from lca_models.programme.submissions.seen import Submission as Submission
from lca_models.programme.submissions.assigning import assign as assign
from lca_models.programme.submissions.assigning import decline as decline
from lca_models.programme.submissions.checking import check_waiting as check_waiting
from lca_models.programme.submissions.judging import findings_of as findings_of
from lca_models.programme.submissions.judging import answer as answer
from lca_models.programme.submissions.judging import decide as decide
from lca_models.programme.submissions.judging import add_finding as add_finding
from lca_models.programme.submissions.judging import give_opinion as give_opinion
from lca_models.programme.submissions.publishing import withdraw as withdraw
from lca_models.programme.submissions.publishing import order as order
from lca_models.programme.submissions.publishing import reopen as reopen

# Footprints of others.
from lca_models.programme.exchange.offering import publish_submission as publish_submission
from lca_models.programme.exchange.offering import offer as offer
from lca_models.programme.exchange.offering import grant as grant
from lca_models.programme.exchange.reading import list_footprints as list_footprints
from lca_models.programme.exchange.fetching import fetch_footprints as fetch_footprints
from lca_models.programme.exchange.fetching import Host as Host

# Evaluation and the life of a battery.
from lca_models.programme.evaluation.evaluating import evaluate as evaluate
from lca_models.programme.evaluation.evaluating import Evaluation as Evaluation
from lca_models.programme.evaluation.evaluating import issue_evaluation as issue_evaluation
from lca_models.programme.evaluation.reading import pilot_at as pilot_at
from lca_models.programme.evaluation.rule_change import rule_change as rule_change
from lca_models.programme.evaluation.rule_change import Change as Change
from lca_models.programme.batches.keeping import begin_batch as begin_batch
from lca_models.programme.batches.keeping import report_event as report_event
from lca_models.programme.batches.written import event_of as event_of
from lca_models.programme.batches.keeping import kept_batch as kept_batch
from lca_models.programme.batches.keeping import restated as restated
from lca_models.programme.batches.kit_factors import factors_of as factors_of
from lca_models.programme.batches.life import Batch as Batch
from lca_models.programme.batches.ledger import Ledger as Ledger

# A synthetic pilot.
from lca_models.programme.pilot.generating import generate_pilot as generate_pilot
from lca_models.programme.pilot.running import run_pilot as run_pilot
from lca_models.programme.pilot.folder import write_pilot as write_pilot
from lca_models.programme.pilot.registering import register_pilot as register_pilot
from lca_models.programme.pilot.kinds import kinds as kinds
from lca_models.programme.pilot.scoring import events_of as events_of
from lca_models.programme.pilot.tables import recall_table as recall_table
from lca_models.programme.pilot.tables import summary_table as summary_table
from lca_models.programme.pilot.tables import missed_table as missed_table
from lca_models.programme.pilot.tables import precision_table as precision_table

# Versions of the factors.
from lca_models.programme.releases.proposing import begin_releases as begin_releases
from lca_models.programme.releases.proposing import propose_release as propose_release
from lca_models.programme.releases.proposing import revise_release as revise_release
from lca_models.programme.releases.reviewing import comment_release as comment_release
from lca_models.programme.releases.reviewing import decide_release as decide_release
from lca_models.programme.releases.reviewing import publish_release as publish_release
from lca_models.programme.releases.listing import list_releases as list_releases
from lca_models.programme.releases.listing import release_of as release_of
from lca_models.programme.releases.moves.queued import calculate_waiting as calculate_waiting
from lca_models.programme.releases.moves.kept import find_moves as find_moves
from lca_models.programme.releases.moves.kept import kept_moves as kept_moves
from lca_models.programme.releases.moves.kept import told_moves as told_moves

# The service.
from lca_models.programme.service.app import create_app as create_app
from lca_models.programme.service.serving import serve as serve
