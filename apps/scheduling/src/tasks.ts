import { refreshBusyCalendar } from "./calendars/refresh-when-due.js";
import { sendEmail } from "./mail/send-email.js";
import { sendInvitation } from "./mail/send-invitation.js";
import { sendSignInLetter } from "./mail/send-sign-in-letter.js";
import { tellOfJoinRequest } from "./mail/tell-of-join-request.js";
import { tellOfJoining } from "./mail/tell-of-joining.js";
import { tellSession } from "./mail/tell-session.js";
import { tellSessions } from "./mail/tell-sessions.js";
import { closeFeeds } from "./feeds/close-feeds.js";
import { followMembership } from "./attendance/follow-membership.js";
import { expireHold } from "./holds/expire-holds.js";
import { endSessions } from "./series/end-sessions.js";
import { releaseCoaches } from "./booking/release-coaches.js";
import { startSession } from "./booking/start-session.js";
import { tendSeats } from "./seats/tend-seats.js";
import { vacateSeats } from "./seats/vacate-seats.js";
import { materialiseSeries } from "./series/materialise-series.js";
import type { JobName } from "./jobs/jobs.js";
import type { Task } from "./jobs/task.js";

/** The table of jobs: what does each. */
export const tasks: { readonly [Name in JobName]: Task<Name> } = {
  refreshBusyCalendar,
  startSession,
  expireHold,
  materialiseSeries,
  tendSeats,
  vacateSeats,
  followMembership,
  closeFeeds,
  releaseCoaches,
  endSessions,
  tellSession,
  remindOfSession: tellSession,
  tellSessions,
  sendEmail,
  sendInvitation,
  tellOfJoining,
  tellOfJoinRequest,
  sendSignInLetter,
};

/**
 * Jobs that wait for others' servers: what is due at a time is not to wait with them. Nor does somebody who waits for a
 * letter to sign in wait until a firm's whole schedule is told.
 */
const outward: readonly (readonly JobName[])[] = [
  ["refreshBusyCalendar"],
  ["sendEmail", "tellOfJoining", "tellOfJoinRequest"],
  ["sendSignInLetter", "sendInvitation"],
];

export const lanes: readonly (readonly JobName[])[] = [
  ...outward,
  (Object.keys(tasks) as JobName[]).filter((name) => !outward.flat().includes(name)),
];
