import { engagementsCoached, type OwnedBy, supersedeAgreements as termsChanged } from "@coachwork/platform";
import { ADMINS, type Role } from "@coachwork/schema";
import { createAgreementTemplate, updateAgreementTemplate } from "./agreements/agreement-templates.js";
import { declineAgreement, signAgreement } from "./agreements/answer-agreement.js";
import { prepareAgreement } from "./agreements/prepare-agreement.js";
import { refuseUnagreed } from "./agreements/refuse-unagreed.js";
import { sendAgreement } from "./agreements/send-agreement.js";
import { withdrawAgreement } from "./agreements/withdraw-agreement.js";
import { choosingCommands } from "./choosing/choosing-commands.js";
import type { Matcher } from "./choosing/matching/matcher.js";
import { acceptExtension } from "./engagements/accept-extension.js";
import { acceptIntroduction } from "./engagements/accept-introduction.js";
import { activateEngagement } from "./engagements/activate-engagement.js";
import { activateProgram, archiveProgram } from "./engagements/move-program.js";
import { addEngagementCoach } from "./engagements/add-engagement-coach.js";
import { addEngagementParticipant } from "./engagements/add-engagement-participant.js";
import { cancelEngagementPause } from "./engagements/cancel-engagement-pause.js";
import { cancelEngagement } from "./engagements/cancel-engagement.js";
import { completeEngagement } from "./engagements/complete-engagement.js";
import { createPool, updatePool } from "./engagements/pool-days.js";
import { createCohort, updateCohort } from "./engagements/cohorts.js";
import { confirmJoinRequest } from "./engagements/confirm-join-request.js";
import { createEngagement } from "./engagements/create-engagement.js";
import { createNote } from "./engagements/create-note.js";
import { createTakeaway } from "./engagements/create-takeaway.js";
import { createProgram } from "./engagements/create-program.js";
import { declineExtension } from "./engagements/decline-extension.js";
import { declineIntroduction } from "./engagements/decline-introduction.js";
import { declineJoinRequest } from "./engagements/decline-join-request.js";
import { endEngagementCoach } from "./engagements/end-engagement-coach.js";
import { endEngagementParticipant } from "./engagements/end-engagement-participant.js";
import { enrollInCohort } from "./engagements/enroll-in-cohort.js";
import { importEngagements } from "./engagements/import-engagements.js";
import { introduceMentee } from "./engagements/introduce-mentee.js";
import { awaitCohortMatch, cancelCohortMember, discontinueCohortMember } from "./engagements/stop-cohort-member.js";
import { setCohortPool } from "./engagements/pools.js";
import { pauseEngagement } from "./engagements/pause-engagement.js";
import { proposeExtension } from "./engagements/propose-extension.js";
import { rematchEngagement } from "./engagements/rematch-engagement.js";
import { reopenEngagement } from "./engagements/reopen-engagement.js";
import { requestToJoinEngagement } from "./engagements/request-to-join-engagement.js";
import { resumeEngagement } from "./engagements/resume-engagement.js";
import { removeNote } from "./engagements/remove-note.js";
import { removeTakeaway } from "./engagements/remove-takeaway.js";
import { setProgramCoaches } from "./engagements/set-program-coaches.js";
import { shareEarlierNotes } from "./engagements/share-earlier-notes.js";
import { updateEngagement } from "./engagements/update-engagement.js";
import { updateEngagementPause } from "./engagements/update-engagement-pause.js";
import { updateNote } from "./engagements/update-note.js";
import { updateTakeaway } from "./engagements/update-takeaway.js";
import { updateProgram } from "./engagements/update-program.js";
import { withdrawExtension } from "./engagements/withdraw-extension.js";
import { withdrawIntroduction } from "./engagements/withdraw-introduction.js";
import { withdrawJoinRequest } from "./engagements/withdraw-join-request.js";
import { goalCommands } from "./goals/goal-commands.js";
import { workAgainstKind } from "./goals/work-against-kind.js";
import { declineFeedbackRequest, withdrawFeedbackRequest } from "./feedback/close-feedback-request.js";
import { giveFeedback } from "./feedback/give-feedback.js";
import { removeFeedback } from "./feedback/remove-feedback.js";
import { requestFeedback } from "./feedback/request-feedback.js";
import { updateFeedback } from "./feedback/update-feedback.js";
import { measuringCommands } from "./measuring/measuring-commands.js";
import { deactivatePerson } from "./offboarding/deactivate-person.js";
import { erasePerson } from "./offboarding/erase-person.js";
import { leave } from "./offboarding/leave.js";
import { mergePeople } from "./offboarding/merge-people.js";
import { reactivatePerson } from "./offboarding/reactivate-person.js";
import { createApiKey } from "./partners/create-api-key.js";
import { revokeApiKey } from "./partners/revoke-api-key.js";
import { endKeys } from "./partners/end-keys.js";
import { rotateApiKey } from "./partners/rotate-api-key.js";
import { updateApiKey } from "./partners/update-api-key.js";
import { cancelBulkExport } from "./partners/bulk/cancel-bulk-export.js";
import type { ExportQueries } from "./partners/bulk/export-queries.js";
import { startBulkExportWith } from "./partners/bulk/start-bulk-export.js";
import { webhookCommands } from "./partners/webhooks/webhook-commands.js";
import type { WebhookParts } from "./partners/webhooks/webhook-settings.js";
import { archiveCredential, createCredential, restoreCredential, updateCredential } from "./profiles/credentials.js";
import { removeClientProfile } from "./profiles/remove-client-profile.js";
import { createResource } from "./resources/create-resource.js";
import { removeResource } from "./resources/remove-resource.js";
import { startUploadWithin } from "./resources/start-upload.js";
import type { FileLimits } from "./resources/file-limits.js";
import { updateResource } from "./resources/update-resource.js";
import { assignWorksheet } from "./resources/assign-worksheet.js";
import { createWorksheet } from "./resources/create-worksheet.js";
import { handBackWorksheet } from "./resources/hand-back-worksheet.js";
import { giveHoursConsent, refuseHoursConsent } from "./measuring/hours/answer-hours-consent.js";
import { askForHoursConsent } from "./measuring/hours/ask-for-hours-consent.js";
import { handInWorksheet } from "./resources/hand-in-worksheet.js";
import { saveWorksheet } from "./resources/save-worksheet.js";
import { updateWorksheet } from "./resources/update-worksheet.js";
import { withdrawWorksheet } from "./resources/withdraw-worksheet.js";
import { setClientProfile } from "./profiles/set-client-profile.js";
import { removeCoachProfile } from "./profiles/remove-coach-profile.js";
import { setCoachProfile } from "./profiles/set-coach-profile.js";
import { takePlaces } from "./profiles/take-places.js";
import { poolSums } from "./scheduling/pool-sums.js";
import { sessionsAfter } from "./scheduling/sessions-after.js";
import { sessionsAgainstKind } from "./scheduling/sessions-against-kind.js";
import { createDelegation, endDelegation, endDelegations, updateDelegation } from "./tenancy/delegations.js";
import { createPerson } from "./tenancy/create-person.js";
import { importPeople } from "./tenancy/import-people.js";
import { invitePerson } from "./tenancy/invite-person.js";
import { setFrontendUrl } from "./tenancy/set-frontend-url.js";
import { updateMe } from "./tenancy/update-me.js";
import { updatePerson } from "./tenancy/update-person.js";
import { withdrawInvitation } from "./tenancy/withdraw-invitation.js";
import { endMemberships } from "./engagements/end-memberships.js";
import { hideEarlierNotes } from "./engagements/hide-earlier-notes.js";
import type { PeopleChanges } from "./tenancy/people-changes.js";

/** The effects on engagements when people change. */
const peopleChanges: PeopleChanges = {
  rolesLost: async (transaction, lost, today) => {
    await endMemberships(transaction, lost, today);
    await endDelegations(transaction, lost);
    if ((ADMINS as readonly Role[]).includes(lost.role)) await endKeys(transaction, lost.personIds);
  },
  coached: (transaction, personIds, today) =>
    engagementsCoached(transaction, personIds, ["DRAFT", "ACTIVE", "PAUSED"], today),
  leave: async (transaction, personIds, at) => void (await leave(transaction, personIds, { ...at, leftRoster: true })),
  readdressed: hideEarlierNotes,
};

/** What commands need of the settings. */
export interface CommandParts {
  readonly files: FileLimits;
  readonly webhooks: WebhookParts;
  readonly exportQueries: ExportQueries;
  /** The address of the platform, as people outside reach it. */
  readonly publicUrl: string;
  readonly matcher: Matcher;
}

/** The commands for the gateway's mutations, slice by slice. */
export const commandsWith = ({
  files,
  webhooks,
  exportQueries,
  publicUrl,
  matcher,
}: CommandParts): OwnedBy<"gateway"> => ({
  // tenancy
  createDelegation,
  updateDelegation,
  endDelegation,
  createPerson,
  importPeople: importPeople(peopleChanges),
  invitePerson,
  setFrontendUrl,
  updateMe,
  updatePerson: updatePerson(peopleChanges),
  withdrawInvitation,
  // engagements
  acceptExtension: acceptExtension(termsChanged),
  acceptIntroduction,
  activateEngagement: activateEngagement(takePlaces, refuseUnagreed),
  addEngagementCoach: addEngagementCoach(takePlaces),
  addEngagementParticipant,
  cancelEngagement,
  cancelEngagementPause,
  completeEngagement,
  confirmJoinRequest: confirmJoinRequest(takePlaces),
  createEngagement: createEngagement(poolSums),
  importEngagements,
  createNote,
  createTakeaway,
  declineExtension,
  declineIntroduction,
  declineJoinRequest,
  endEngagementCoach,
  endEngagementParticipant,
  pauseEngagement,
  proposeExtension,
  introduceMentee,
  rematchEngagement: rematchEngagement(takePlaces, termsChanged),
  reopenEngagement: reopenEngagement(takePlaces, poolSums),
  requestToJoinEngagement,
  resumeEngagement: resumeEngagement(takePlaces, sessionsAfter, termsChanged),
  removeNote,
  removeTakeaway,
  shareEarlierNotes,
  updateNote,
  updateTakeaway,
  updateEngagement: updateEngagement({
    sessionsAfter,
    termsChanged,
    contradictions: [sessionsAgainstKind, workAgainstKind],
  }),
  updateEngagementPause,
  withdrawExtension,
  withdrawIntroduction,
  withdrawJoinRequest,
  createProgram,
  updateProgram,
  setProgramCoaches,
  activateProgram,
  archiveProgram,
  createCohort,
  createPool,
  updatePool,
  updateCohort,
  setCohortPool,
  enrollInCohort,
  awaitCohortMatch,
  discontinueCohortMember,
  cancelCohortMember,
  // feedback
  requestFeedback,
  withdrawFeedbackRequest,
  declineFeedbackRequest,
  giveFeedback,
  updateFeedback,
  removeFeedback,
  // profiles
  setCoachProfile,
  removeCoachProfile,
  setClientProfile,
  removeClientProfile,
  createCredential,
  updateCredential,
  archiveCredential,
  restoreCredential,
  // goals
  ...goalCommands,
  // agreements
  createAgreementTemplate,
  updateAgreementTemplate,
  prepareAgreement,
  sendAgreement,
  signAgreement,
  declineAgreement,
  withdrawAgreement,
  // resources
  startUpload: startUploadWithin(files),
  createResource,
  updateResource,
  removeResource,
  createWorksheet,
  updateWorksheet,
  assignWorksheet,
  saveWorksheet,
  handInWorksheet,
  // measuring
  askForHoursConsent,
  giveHoursConsent,
  refuseHoursConsent,
  handBackWorksheet,
  withdrawWorksheet,
  // choosing
  ...choosingCommands(publicUrl, poolSums, matcher),
  // measuring
  ...measuringCommands,
  // partners
  createApiKey,
  updateApiKey,
  rotateApiKey,
  revokeApiKey,
  bulkExport: startBulkExportWith(exportQueries),
  cancelBulkExport,
  ...webhookCommands(webhooks),
  // offboarding
  deactivatePerson: deactivatePerson(takePlaces, termsChanged),
  erasePerson,
  mergePeople,
  reactivatePerson,
});
