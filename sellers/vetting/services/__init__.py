"""Every way in which credentials, and what they allow, change."""

from sellers.vetting.services.blocking import WrongBlock, block_number, unblock_number
from sellers.vetting.services.certifying import MayNotCertify, certify_facts, remind, remind_of_certifications
from sellers.vetting.services.checking import ask_registers, owed_an_answer, run_checks
from sellers.vetting.services.claiming import Claim, ClaimRefused, NotAsked, Shown, claim_credential, withdraw_claim
from sellers.vetting.services.clockwork import expire, expire_credentials, warn, warn_of_ends
from sellers.vetting.services.contacts import TooManyCodes, WrongCode, claim_known_contacts, confirm_code, send_code
from sellers.vetting.services.deciding import (
    VERIFY,
    Expired,
    MayNotCheck,
    WordsMissing,
    begin_check,
    propose_verification,
    refuse_credential,
    revoke_credential,
    risks_to_verify,
    verify_by_software,
    verify_credential,
)
from sellers.vetting.services.demanding import note_sales
from sellers.vetting.services.ends import work_out_all_ends, work_out_ends
from sellers.vetting.services.forgetting import forget_credential_documents
from sellers.vetting.services.requiring import (
    CredentialsMissing,
    FaultyRequirement,
    check_credentials,
    hand_over_credentials,
    save_requirement,
)
from sellers.vetting.services.waiving import WAIVE, CannotWaive, propose_waiver, waive_requirement

__all__ = [
    "VERIFY",
    "WAIVE",
    "CannotWaive",
    "Claim",
    "ClaimRefused",
    "CredentialsMissing",
    "Expired",
    "FaultyRequirement",
    "MayNotCertify",
    "MayNotCheck",
    "NotAsked",
    "Shown",
    "TooManyCodes",
    "WordsMissing",
    "WrongBlock",
    "WrongCode",
    "ask_registers",
    "begin_check",
    "block_number",
    "certify_facts",
    "check_credentials",
    "claim_credential",
    "claim_known_contacts",
    "confirm_code",
    "expire",
    "expire_credentials",
    "forget_credential_documents",
    "hand_over_credentials",
    "note_sales",
    "owed_an_answer",
    "propose_verification",
    "propose_waiver",
    "refuse_credential",
    "remind",
    "remind_of_certifications",
    "revoke_credential",
    "risks_to_verify",
    "run_checks",
    "save_requirement",
    "send_code",
    "unblock_number",
    "verify_by_software",
    "verify_credential",
    "waive_requirement",
    "warn",
    "warn_of_ends",
    "withdraw_claim",
    "work_out_all_ends",
    "work_out_ends",
]
