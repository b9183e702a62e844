import { takeDecline } from "./answers/take-decline.js";
import { followMembership } from "./attendance/follow-membership.js";
import { beginPause } from "./booking/begin-pause.js";
import { cancelInPause } from "./booking/cancel-in-pause.js";
import { endPause } from "./booking/end-pause.js";
import { releaseCoaches } from "./booking/release-coaches.js";
import { startSession } from "./booking/start-session.js";
import { refreshWhenDue } from "./calendars/refresh-when-due.js";
import { closeFeeds } from "./feeds/close-feeds.js";
import { deleteFiles } from "./files/delete-files.js";
import { expireHold } from "./holds/expire-hold.js";
import { expireIntroduction } from "./introductions/expire-introduction.js";
import { expireIntroductionsAfterLeaving } from "./introductions/expire-introductions-after-leaving.js";
import type { Cause } from "./jobs/cause.js";
import { forgetErrors } from "./jobs/forget-errors.js";
import type { Job } from "./jobs/job.js";
import { expireMatch } from "./matching/expire-match.js";
import { askForFeedback } from "./mail/ask-for-feedback.js";
import { askForTakeaways } from "./mail/ask-for-takeaways.js";
import { remindOfActionItem } from "./mail/remind-of-action-item.js";
import { sendEmail } from "./mail/send-email.js";
import { sendInvitation } from "./mail/send-invitation.js";
import { sendSignInLetter } from "./mail/send-sign-in-letter.js";
import { tellOfAgreement } from "./mail/tell-of-agreement.js";
import { tellOfDisabledWebhook } from "./mail/tell-of-disabled-webhook.js";
import { tellOfExpiringCredential } from "./mail/tell-of-expiring-credential.js";
import { tellOfExtension } from "./mail/tell-of-extension.js";
import { tellOfFeedback } from "./mail/tell-of-feedback.js";
import { tellOfIntroduction } from "./mail/tell-of-introduction.js";
import { tellOfHandIn } from "./mail/tell-of-hand-in.js";
import { tellOfJoinRequest } from "./mail/tell-of-join-request.js";
import { tellOfJoining } from "./mail/tell-of-joining.js";
import { tellOfSurvey } from "./mail/tell-of-survey.js";
import { askForHoursConsent } from "./mail/ask-for-hours-consent.js";
import { tellOfMatch } from "./mail/tell-of-match.js";
import { tellOfWorksheet } from "./mail/tell-of-worksheet.js";
import { tellSeries } from "./mail/tell-series.js";
import { remindOfSession, tellSession } from "./mail/tell-session.js";
import { tellSessions } from "./mail/tell-sessions.js";
import { warnOfCredential } from "./mail/warn-of-credential.js";
import { offerFreedSeats } from "./seats/offer-freed-seats.js";
import { tellOfOffers } from "./seats/tell-of-offers.js";
import { tendSeats } from "./seats/tend-seats.js";
import { vacateSeats } from "./seats/vacate-seats.js";
import { shareBusyTime } from "./staffing/share-busy-time.js";
import { askByPlan } from "./surveys/ask-by-plan.js";
import { closeSurvey } from "./surveys/close-survey.js";
import { countAnswers } from "./surveys/count-answers.js";
import { openSurvey } from "./surveys/open-survey.js";
import { endSessions } from "./series/end-sessions.js";
import { materialiseSeries } from "./series/materialise-series.js";

/** What the service does in the background. */
export const allJobs: readonly Job[] = [
  refreshWhenDue,
  startSession,
  releaseCoaches,
  beginPause,
  endPause,
  cancelInPause,
  shareBusyTime,
  sendEmail,
  sendInvitation,
  sendSignInLetter,
  tellOfJoinRequest,
  tellOfJoining,
  askForTakeaways,
  tellOfExtension,
  tellOfIntroduction,
  tellOfMatch,
  tellOfAgreement,
  askForFeedback,
  tellOfFeedback,
  warnOfCredential,
  tellOfExpiringCredential,
  tellOfDisabledWebhook,
  remindOfActionItem,
  tellOfSurvey,
  tellOfWorksheet,
  askForHoursConsent,
  tellOfHandIn,
  tellSession,
  tellSeries,
  remindOfSession,
  tellSessions,
  expireHold,
  expireIntroduction,
  expireIntroductionsAfterLeaving,
  askByPlan,
  openSurvey,
  closeSurvey,
  countAnswers,
  expireMatch,
  tendSeats,
  vacateSeats,
  offerFreedSeats,
  followMembership,
  closeFeeds,
  deleteFiles,
  endSessions,
  materialiseSeries,
  takeDecline,
  forgetErrors,
];

/** The effects of events, in order: people are told what happened before the seat offers that follow from it. */
export const allCauses: readonly Cause[] = [...allJobs.flatMap(({ causedBy }) => causedBy), tellOfOffers];
