""" Contains all the data models used in inputs/outputs """

from .accept_invitation import AcceptInvitation
from .action import Action
from .activity import Activity
from .activity_list import ActivityList
from .activity_list_answer import ActivityListAnswer
from .add_agent_session_participant import AddAgentSessionParticipant
from .add_workspace_member import AddWorkspaceMember
from .agent import Agent
from .agent_answer import AgentAnswer
from .agent_heartbeat import AgentHeartbeat
from .agent_key import AgentKey
from .agent_list import AgentList
from .agent_list_answer import AgentListAnswer
from .agent_retired import AgentRetired
from .agent_retired_answer import AgentRetiredAnswer
from .agent_seen import AgentSeen
from .agent_seen_answer import AgentSeenAnswer
from .agent_session import AgentSession
from .agent_session_answer import AgentSessionAnswer
from .agent_session_list import AgentSessionList
from .agent_session_list_answer import AgentSessionListAnswer
from .agent_session_participant import AgentSessionParticipant
from .agent_session_participant_answer import AgentSessionParticipantAnswer
from .agent_session_participant_list import AgentSessionParticipantList
from .agent_session_participant_list_answer import AgentSessionParticipantListAnswer
from .agent_session_participant_removed import AgentSessionParticipantRemoved
from .agent_session_participant_removed_answer import AgentSessionParticipantRemovedAnswer
from .agent_session_status import AgentSessionStatus
from .answered_authorization import AnsweredAuthorization
from .answered_authorization_answer import AnsweredAuthorizationAnswer
from .api_key import ApiKey
from .api_key_answer import ApiKeyAnswer
from .api_key_list import ApiKeyList
from .api_key_list_answer import ApiKeyListAnswer
from .api_key_revoked import ApiKeyRevoked
from .api_key_revoked_answer import ApiKeyRevokedAnswer
from .api_key_usage import ApiKeyUsage
from .api_key_user import ApiKeyUser
from .approve_authorization import ApproveAuthorization
from .approve_device_login import ApproveDeviceLogin
from .audit_actor import AuditActor
from .audit_event import AuditEvent
from .audit_event_detail_type_0 import AuditEventDetailType0
from .audit_event_list import AuditEventList
from .audit_event_list_answer import AuditEventListAnswer
from .authorization import Authorization
from .authorization_answer import AuthorizationAnswer
from .begin_passkey import BeginPasskey
from .budget import Budget
from .budget_answer import BudgetAnswer
from .change_password import ChangePassword
from .claim_sign_up import ClaimSignUp
from .client_registration import ClientRegistration
from .connection import Connection
from .connection_answer import ConnectionAnswer
from .connection_list import ConnectionList
from .connection_list_answer import ConnectionListAnswer
from .connection_secret import ConnectionSecret
from .connection_secret_answer import ConnectionSecretAnswer
from .create_agent import CreateAgent
from .create_agent_session import CreateAgentSession
from .create_connection import CreateConnection
from .create_guardrail import CreateGuardrail
from .create_invitation import CreateInvitation
from .create_machine_payment import CreateMachinePayment
from .create_memory import CreateMemory
from .create_org import CreateOrg
from .create_passkey import CreatePasskey
from .create_passkey_credential import CreatePasskeyCredential
from .create_project import CreateProject
from .create_share_link import CreateShareLink
from .create_skill import CreateSkill
from .create_webhook_endpoint import CreateWebhookEndpoint
from .create_workspace import CreateWorkspace
from .created_passkey import CreatedPasskey
from .created_passkey_answer import CreatedPasskeyAnswer
from .deleted import Deleted
from .deleted_answer import DeletedAnswer
from .delivery_status import DeliveryStatus
from .deny_authorization import DenyAuthorization
from .device_authorization import DeviceAuthorization
from .device_authorization_request import DeviceAuthorizationRequest
from .device_code import DeviceCode
from .device_login import DeviceLogin
from .device_login_answer import DeviceLoginAnswer
from .device_login_status import DeviceLoginStatus
from .device_login_status_answer import DeviceLoginStatusAnswer
from .device_status import DeviceStatus
from .email_change import EmailChange
from .email_change_answer import EmailChangeAnswer
from .email_token import EmailToken
from .error_answer import ErrorAnswer
from .error_body import ErrorBody
from .error_body_details_type_0 import ErrorBodyDetailsType0
from .exchange_code import ExchangeCode
from .factor_removed import FactorRemoved
from .factor_removed_answer import FactorRemovedAnswer
from .factors import Factors
from .factors_answer import FactorsAnswer
from .file import File
from .file_answer import FileAnswer
from .file_list import FileList
from .file_list_answer import FileListAnswer
from .grant import Grant
from .grant_client import GrantClient
from .grant_list import GrantList
from .grant_list_answer import GrantListAnswer
from .grant_org import GrantOrg
from .grant_revoked import GrantRevoked
from .grant_revoked_answer import GrantRevokedAnswer
from .grant_user import GrantUser
from .guardrail import Guardrail
from .guardrail_answer import GuardrailAnswer
from .guardrail_kind import GuardrailKind
from .guardrail_list import GuardrailList
from .guardrail_list_answer import GuardrailListAnswer
from .health import Health
from .health_answer import HealthAnswer
from .invitation import Invitation
from .invitation_answer import InvitationAnswer
from .invitation_delivery import InvitationDelivery
from .invitation_delivery_state import InvitationDeliveryState
from .invitation_link import InvitationLink
from .invitation_link_answer import InvitationLinkAnswer
from .invitation_list import InvitationList
from .invitation_list_answer import InvitationListAnswer
from .invitation_revoked import InvitationRevoked
from .invitation_revoked_answer import InvitationRevokedAnswer
from .list_org_api_keys_state import ListOrgApiKeysState
from .login_passkey import LoginPasskey
from .login_passkey_credential import LoginPasskeyCredential
from .login_password import LoginPassword
from .logout_token import LogoutToken
from .machine_payment import MachinePayment
from .machine_payment_answer import MachinePaymentAnswer
from .machine_payment_list import MachinePaymentList
from .machine_payment_list_answer import MachinePaymentListAnswer
from .machine_payment_settled import MachinePaymentSettled
from .machine_payment_settled_answer import MachinePaymentSettledAnswer
from .machine_payment_step import MachinePaymentStep
from .machine_payment_with_history import MachinePaymentWithHistory
from .machine_payment_with_history_answer import MachinePaymentWithHistoryAnswer
from .mail_sent import MailSent
from .mail_sent_answer import MailSentAnswer
from .mail_to import MailTo
from .me import Me
from .me_answer import MeAnswer
from .me_deleted import MeDeleted
from .me_deleted_answer import MeDeletedAnswer
from .member import Member
from .member_answer import MemberAnswer
from .member_list import MemberList
from .member_list_answer import MemberListAnswer
from .member_removed import MemberRemoved
from .member_removed_answer import MemberRemovedAnswer
from .memory import Memory
from .memory_answer import MemoryAnswer
from .memory_list import MemoryList
from .memory_list_answer import MemoryListAnswer
from .mfa_required import MfaRequired
from .mint_api_key import MintApiKey
from .minted_api_key import MintedApiKey
from .minted_api_key_answer import MintedApiKeyAnswer
from .minted_share_link import MintedShareLink
from .minted_share_link_answer import MintedShareLinkAnswer
from .model import Model
from .model_list import ModelList
from .model_list_answer import ModelListAnswer
from .my_deletion import MyDeletion
from .my_deletion_answer import MyDeletionAnswer
from .my_email import MyEmail
from .my_email_answer import MyEmailAnswer
from .my_org_fate import MyOrgFate
from .my_session import MySession
from .my_session_list import MySessionList
from .my_session_list_answer import MySessionListAnswer
from .my_session_org import MySessionOrg
from .o_auth_error import OAuthError
from .o_auth_metadata import OAuthMetadata
from .open_share_link import OpenShareLink
from .org import Org
from .org_answer import OrgAnswer
from .org_api_key import OrgApiKey
from .org_api_key_answer import OrgApiKeyAnswer
from .org_api_key_list import OrgApiKeyList
from .org_api_key_list_answer import OrgApiKeyListAnswer
from .org_grant import OrgGrant
from .org_grant_list import OrgGrantList
from .org_grant_list_answer import OrgGrantListAnswer
from .org_list import OrgList
from .org_list_answer import OrgListAnswer
from .org_role import OrgRole
from .passkey import Passkey
from .passkey_answer import PasskeyAnswer
from .passkey_ceremony import PasskeyCeremony
from .passkey_ceremony_answer import PasskeyCeremonyAnswer
from .passkey_ceremony_public_key import PasskeyCeremonyPublicKey
from .passkey_list import PasskeyList
from .passkey_list_answer import PasskeyListAnswer
from .passkey_removed import PasskeyRemoved
from .passkey_removed_answer import PasskeyRemovedAnswer
from .password import Password
from .password_changed import PasswordChanged
from .password_changed_answer import PasswordChangedAnswer
from .password_reset import PasswordReset
from .password_reset_answer import PasswordResetAnswer
from .payment_status import PaymentStatus
from .pending_device_login import PendingDeviceLogin
from .pending_device_login_answer import PendingDeviceLoginAnswer
from .pending_email import PendingEmail
from .posted_answer import PostedAnswer
from .project import Project
from .project_answer import ProjectAnswer
from .project_list import ProjectList
from .project_list_answer import ProjectListAnswer
from .provider import Provider
from .provider_session_ended import ProviderSessionEnded
from .provider_session_ended_answer import ProviderSessionEndedAnswer
from .providers import Providers
from .providers_answer import ProvidersAnswer
from .readiness import Readiness
from .readiness_answer import ReadinessAnswer
from .recovery_codes import RecoveryCodes
from .recovery_codes_answer import RecoveryCodesAnswer
from .recovery_codes_left import RecoveryCodesLeft
from .registered_client import RegisteredClient
from .replay_webhooks import ReplayWebhooks
from .replayed_webhooks import ReplayedWebhooks
from .replayed_webhooks_answer import ReplayedWebhooksAnswer
from .reset_password import ResetPassword
from .response_mode import ResponseMode
from .revocation import Revocation
from .revocation_request import RevocationRequest
from .rotate_api_key import RotateApiKey
from .rotate_connection import RotateConnection
from .rotate_webhook_secret import RotateWebhookSecret
from .scope import Scope
from .second_step import SecondStep
from .session import Session
from .session_answer import SessionAnswer
from .session_delivery import SessionDelivery
from .session_ended import SessionEnded
from .session_ended_answer import SessionEndedAnswer
from .session_org import SessionOrg
from .sessions_ended import SessionsEnded
from .sessions_ended_answer import SessionsEndedAnswer
from .set_up import SetUp
from .settle_machine_payment import SettleMachinePayment
from .share_link import ShareLink
from .share_link_answer import ShareLinkAnswer
from .share_link_list import ShareLinkList
from .share_link_list_answer import ShareLinkListAnswer
from .share_link_revoked import ShareLinkRevoked
from .share_link_revoked_answer import ShareLinkRevokedAnswer
from .shared_project import SharedProject
from .shared_project_answer import SharedProjectAnswer
from .sign_in_answer import SignInAnswer
from .sign_in_method import SignInMethod
from .sign_in_mfa_required import SignInMfaRequired
from .sign_in_mfa_required_kind import SignInMfaRequiredKind
from .sign_in_session import SignInSession
from .sign_in_session_kind import SignInSessionKind
from .sign_up_started import SignUpStarted
from .sign_up_started_answer import SignUpStartedAnswer
from .skill import Skill
from .skill_answer import SkillAnswer
from .skill_list import SkillList
from .skill_list_answer import SkillListAnswer
from .spending import Spending
from .start_device_login import StartDeviceLogin
from .start_github_prompt import StartGithubPrompt
from .start_google_prompt import StartGooglePrompt
from .start_oidc_prompt import StartOidcPrompt
from .start_provider_prompt import StartProviderPrompt
from .start_sign_up import StartSignUp
from .step_up import StepUp
from .step_up_done import StepUpDone
from .step_up_done_answer import StepUpDoneAnswer
from .step_up_method import StepUpMethod
from .switch_api_key import SwitchApiKey
from .switch_org import SwitchOrg
from .token import Token
from .token_request import TokenRequest
from .totp_code import TotpCode
from .totp_confirmed import TotpConfirmed
from .totp_confirmed_answer import TotpConfirmedAnswer
from .totp_factor import TotpFactor
from .totp_seed import TotpSeed
from .totp_seed_answer import TotpSeedAnswer
from .typed_user_code import TypedUserCode
from .update_agent import UpdateAgent
from .update_agent_session import UpdateAgentSession
from .update_api_key import UpdateApiKey
from .update_budget import UpdateBudget
from .update_connection import UpdateConnection
from .update_file import UpdateFile
from .update_guardrail import UpdateGuardrail
from .update_me import UpdateMe
from .update_member import UpdateMember
from .update_memory import UpdateMemory
from .update_org import UpdateOrg
from .update_passkey import UpdatePasskey
from .update_project import UpdateProject
from .update_skill import UpdateSkill
from .update_webhook_endpoint import UpdateWebhookEndpoint
from .update_workspace import UpdateWorkspace
from .update_workspace_member import UpdateWorkspaceMember
from .usage import Usage
from .usage_answer import UsageAnswer
from .usage_counts import UsageCounts
from .usage_refusals import UsageRefusals
from .usage_span import UsageSpan
from .use_span import UseSpan
from .user import User
from .verified_api_key import VerifiedApiKey
from .verified_api_key_answer import VerifiedApiKeyAnswer
from .verify_api_key import VerifyApiKey
from .verify_magic_link import VerifyMagicLink
from .verify_sign_up import VerifySignUp
from .webhook_delivery import WebhookDelivery
from .webhook_delivery_answer import WebhookDeliveryAnswer
from .webhook_delivery_list import WebhookDeliveryList
from .webhook_delivery_list_answer import WebhookDeliveryListAnswer
from .webhook_endpoint import WebhookEndpoint
from .webhook_endpoint_answer import WebhookEndpointAnswer
from .webhook_endpoint_list import WebhookEndpointList
from .webhook_endpoint_list_answer import WebhookEndpointListAnswer
from .webhook_endpoint_with_secret import WebhookEndpointWithSecret
from .webhook_endpoint_with_secret_answer import WebhookEndpointWithSecretAnswer
from .webhook_event import WebhookEvent
from .workspace import Workspace
from .workspace_answer import WorkspaceAnswer
from .workspace_list import WorkspaceList
from .workspace_list_answer import WorkspaceListAnswer
from .workspace_member import WorkspaceMember
from .workspace_member_answer import WorkspaceMemberAnswer
from .workspace_member_list import WorkspaceMemberList
from .workspace_member_list_answer import WorkspaceMemberListAnswer
from .workspace_member_removed import WorkspaceMemberRemoved
from .workspace_member_removed_answer import WorkspaceMemberRemovedAnswer
from .workspace_role import WorkspaceRole

__all__ = (
    "AcceptInvitation",
    "Action",
    "Activity",
    "ActivityList",
    "ActivityListAnswer",
    "AddAgentSessionParticipant",
    "AddWorkspaceMember",
    "Agent",
    "AgentAnswer",
    "AgentHeartbeat",
    "AgentKey",
    "AgentList",
    "AgentListAnswer",
    "AgentRetired",
    "AgentRetiredAnswer",
    "AgentSeen",
    "AgentSeenAnswer",
    "AgentSession",
    "AgentSessionAnswer",
    "AgentSessionList",
    "AgentSessionListAnswer",
    "AgentSessionParticipant",
    "AgentSessionParticipantAnswer",
    "AgentSessionParticipantList",
    "AgentSessionParticipantListAnswer",
    "AgentSessionParticipantRemoved",
    "AgentSessionParticipantRemovedAnswer",
    "AgentSessionStatus",
    "AnsweredAuthorization",
    "AnsweredAuthorizationAnswer",
    "ApiKey",
    "ApiKeyAnswer",
    "ApiKeyList",
    "ApiKeyListAnswer",
    "ApiKeyRevoked",
    "ApiKeyRevokedAnswer",
    "ApiKeyUsage",
    "ApiKeyUser",
    "ApproveAuthorization",
    "ApproveDeviceLogin",
    "AuditActor",
    "AuditEvent",
    "AuditEventDetailType0",
    "AuditEventList",
    "AuditEventListAnswer",
    "Authorization",
    "AuthorizationAnswer",
    "BeginPasskey",
    "Budget",
    "BudgetAnswer",
    "ChangePassword",
    "ClaimSignUp",
    "ClientRegistration",
    "Connection",
    "ConnectionAnswer",
    "ConnectionList",
    "ConnectionListAnswer",
    "ConnectionSecret",
    "ConnectionSecretAnswer",
    "CreateAgent",
    "CreateAgentSession",
    "CreateConnection",
    "CreatedPasskey",
    "CreatedPasskeyAnswer",
    "CreateGuardrail",
    "CreateInvitation",
    "CreateMachinePayment",
    "CreateMemory",
    "CreateOrg",
    "CreatePasskey",
    "CreatePasskeyCredential",
    "CreateProject",
    "CreateShareLink",
    "CreateSkill",
    "CreateWebhookEndpoint",
    "CreateWorkspace",
    "Deleted",
    "DeletedAnswer",
    "DeliveryStatus",
    "DenyAuthorization",
    "DeviceAuthorization",
    "DeviceAuthorizationRequest",
    "DeviceCode",
    "DeviceLogin",
    "DeviceLoginAnswer",
    "DeviceLoginStatus",
    "DeviceLoginStatusAnswer",
    "DeviceStatus",
    "EmailChange",
    "EmailChangeAnswer",
    "EmailToken",
    "ErrorAnswer",
    "ErrorBody",
    "ErrorBodyDetailsType0",
    "ExchangeCode",
    "FactorRemoved",
    "FactorRemovedAnswer",
    "Factors",
    "FactorsAnswer",
    "File",
    "FileAnswer",
    "FileList",
    "FileListAnswer",
    "Grant",
    "GrantClient",
    "GrantList",
    "GrantListAnswer",
    "GrantOrg",
    "GrantRevoked",
    "GrantRevokedAnswer",
    "GrantUser",
    "Guardrail",
    "GuardrailAnswer",
    "GuardrailKind",
    "GuardrailList",
    "GuardrailListAnswer",
    "Health",
    "HealthAnswer",
    "Invitation",
    "InvitationAnswer",
    "InvitationDelivery",
    "InvitationDeliveryState",
    "InvitationLink",
    "InvitationLinkAnswer",
    "InvitationList",
    "InvitationListAnswer",
    "InvitationRevoked",
    "InvitationRevokedAnswer",
    "ListOrgApiKeysState",
    "LoginPasskey",
    "LoginPasskeyCredential",
    "LoginPassword",
    "LogoutToken",
    "MachinePayment",
    "MachinePaymentAnswer",
    "MachinePaymentList",
    "MachinePaymentListAnswer",
    "MachinePaymentSettled",
    "MachinePaymentSettledAnswer",
    "MachinePaymentStep",
    "MachinePaymentWithHistory",
    "MachinePaymentWithHistoryAnswer",
    "MailSent",
    "MailSentAnswer",
    "MailTo",
    "Me",
    "MeAnswer",
    "MeDeleted",
    "MeDeletedAnswer",
    "Member",
    "MemberAnswer",
    "MemberList",
    "MemberListAnswer",
    "MemberRemoved",
    "MemberRemovedAnswer",
    "Memory",
    "MemoryAnswer",
    "MemoryList",
    "MemoryListAnswer",
    "MfaRequired",
    "MintApiKey",
    "MintedApiKey",
    "MintedApiKeyAnswer",
    "MintedShareLink",
    "MintedShareLinkAnswer",
    "Model",
    "ModelList",
    "ModelListAnswer",
    "MyDeletion",
    "MyDeletionAnswer",
    "MyEmail",
    "MyEmailAnswer",
    "MyOrgFate",
    "MySession",
    "MySessionList",
    "MySessionListAnswer",
    "MySessionOrg",
    "OAuthError",
    "OAuthMetadata",
    "OpenShareLink",
    "Org",
    "OrgAnswer",
    "OrgApiKey",
    "OrgApiKeyAnswer",
    "OrgApiKeyList",
    "OrgApiKeyListAnswer",
    "OrgGrant",
    "OrgGrantList",
    "OrgGrantListAnswer",
    "OrgList",
    "OrgListAnswer",
    "OrgRole",
    "Passkey",
    "PasskeyAnswer",
    "PasskeyCeremony",
    "PasskeyCeremonyAnswer",
    "PasskeyCeremonyPublicKey",
    "PasskeyList",
    "PasskeyListAnswer",
    "PasskeyRemoved",
    "PasskeyRemovedAnswer",
    "Password",
    "PasswordChanged",
    "PasswordChangedAnswer",
    "PasswordReset",
    "PasswordResetAnswer",
    "PaymentStatus",
    "PendingDeviceLogin",
    "PendingDeviceLoginAnswer",
    "PendingEmail",
    "PostedAnswer",
    "Project",
    "ProjectAnswer",
    "ProjectList",
    "ProjectListAnswer",
    "Provider",
    "Providers",
    "ProvidersAnswer",
    "ProviderSessionEnded",
    "ProviderSessionEndedAnswer",
    "Readiness",
    "ReadinessAnswer",
    "RecoveryCodes",
    "RecoveryCodesAnswer",
    "RecoveryCodesLeft",
    "RegisteredClient",
    "ReplayedWebhooks",
    "ReplayedWebhooksAnswer",
    "ReplayWebhooks",
    "ResetPassword",
    "ResponseMode",
    "Revocation",
    "RevocationRequest",
    "RotateApiKey",
    "RotateConnection",
    "RotateWebhookSecret",
    "Scope",
    "SecondStep",
    "Session",
    "SessionAnswer",
    "SessionDelivery",
    "SessionEnded",
    "SessionEndedAnswer",
    "SessionOrg",
    "SessionsEnded",
    "SessionsEndedAnswer",
    "SettleMachinePayment",
    "SetUp",
    "SharedProject",
    "SharedProjectAnswer",
    "ShareLink",
    "ShareLinkAnswer",
    "ShareLinkList",
    "ShareLinkListAnswer",
    "ShareLinkRevoked",
    "ShareLinkRevokedAnswer",
    "SignInAnswer",
    "SignInMethod",
    "SignInMfaRequired",
    "SignInMfaRequiredKind",
    "SignInSession",
    "SignInSessionKind",
    "SignUpStarted",
    "SignUpStartedAnswer",
    "Skill",
    "SkillAnswer",
    "SkillList",
    "SkillListAnswer",
    "Spending",
    "StartDeviceLogin",
    "StartGithubPrompt",
    "StartGooglePrompt",
    "StartOidcPrompt",
    "StartProviderPrompt",
    "StartSignUp",
    "StepUp",
    "StepUpDone",
    "StepUpDoneAnswer",
    "StepUpMethod",
    "SwitchApiKey",
    "SwitchOrg",
    "Token",
    "TokenRequest",
    "TotpCode",
    "TotpConfirmed",
    "TotpConfirmedAnswer",
    "TotpFactor",
    "TotpSeed",
    "TotpSeedAnswer",
    "TypedUserCode",
    "UpdateAgent",
    "UpdateAgentSession",
    "UpdateApiKey",
    "UpdateBudget",
    "UpdateConnection",
    "UpdateFile",
    "UpdateGuardrail",
    "UpdateMe",
    "UpdateMember",
    "UpdateMemory",
    "UpdateOrg",
    "UpdatePasskey",
    "UpdateProject",
    "UpdateSkill",
    "UpdateWebhookEndpoint",
    "UpdateWorkspace",
    "UpdateWorkspaceMember",
    "Usage",
    "UsageAnswer",
    "UsageCounts",
    "UsageRefusals",
    "UsageSpan",
    "User",
    "UseSpan",
    "VerifiedApiKey",
    "VerifiedApiKeyAnswer",
    "VerifyApiKey",
    "VerifyMagicLink",
    "VerifySignUp",
    "WebhookDelivery",
    "WebhookDeliveryAnswer",
    "WebhookDeliveryList",
    "WebhookDeliveryListAnswer",
    "WebhookEndpoint",
    "WebhookEndpointAnswer",
    "WebhookEndpointList",
    "WebhookEndpointListAnswer",
    "WebhookEndpointWithSecret",
    "WebhookEndpointWithSecretAnswer",
    "WebhookEvent",
    "Workspace",
    "WorkspaceAnswer",
    "WorkspaceList",
    "WorkspaceListAnswer",
    "WorkspaceMember",
    "WorkspaceMemberAnswer",
    "WorkspaceMemberList",
    "WorkspaceMemberListAnswer",
    "WorkspaceMemberRemoved",
    "WorkspaceMemberRemovedAnswer",
    "WorkspaceRole",
)
