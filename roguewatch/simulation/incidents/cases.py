"""All labelled incidents of the benchmark, in the order of its tables."""

from . import INCIDENTS
from .agent_chain import AgentChain
from .back_door import BackDoor
from .backup_deletion import BackupDeletion
from .borrowed_token import BorrowedToken
from .bulk_download import BulkDownload
from .canary_touch import CanaryTouch
from .case import Case
from .command_wipe import CommandWipe
from .config_tampering import ConfigTampering
from .data_poisoning import DataPoisoning
from .deny_probing import DenyProbing
from .dormant_awake import DormantAwake
from .fork_bomb import ForkBomb
from .grant_spree import GrantSpree
from .injected_detour import InjectedDetour
from .log_deletion import LogDeletion
from .low_and_slow import LowAndSlow
from .mail_spam import MailSpam
from .mass_permission_change import MassPermissionChange
from .model_swap import ModelSwap
from .off_hours_job import OffHoursJob
from .privilege_creep import PrivilegeCreep
from .ransom_overwrite import RansomOverwrite
from .recon_exfiltration import ReconExfiltration
from .retired_agent import RetiredAgent
from .retry_storm import RetryStorm
from .runaway_loop import RunawayLoop
from .schema_drop import SchemaDrop
from .scripted import Scripted
from .shared_credential import SharedCredential
from .snooping import Snooping
from .stolen_credential import StolenCredential
from .unapproved_payment import UnapprovedPayment

CASES: tuple[Case, ...] = (
    *(Scripted(incident) for incident in INCIDENTS),
    # One call is enough.
    BackupDeletion(),
    LogDeletion(),
    SchemaDrop(),
    CommandWipe(),
    UnapprovedPayment(),
    CanaryTouch(),
    # Many calls, fast.
    MassPermissionChange(),
    GrantSpree(),
    MailSpam(),
    RansomOverwrite(),
    # Data leaves.
    LowAndSlow(),
    ReconExfiltration(),
    BulkDownload(),
    OffHoursJob(),
    AgentChain(),
    InjectedDetour(),
    Snooping(),
    # Somebody is not who it seems, or may more than it should.
    StolenCredential(),
    SharedCredential(),
    BorrowedToken(),
    BackDoor(),
    PrivilegeCreep(),
    ModelSwap(),
    DormantAwake(),
    RetiredAgent(),
    # Things break.
    RunawayLoop(),
    RetryStorm(),
    DenyProbing(),
    ForkBomb(),
    DataPoisoning(),
    ConfigTampering(),
)
