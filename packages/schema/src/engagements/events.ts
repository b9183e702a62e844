/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface EngagementEvents {
  "engagement.created": { engagement: string };
  "engagement.imported": { engagement: string };
  "engagement.activated": { engagement: string };
  "engagement.paused": { engagement: string; engagementPause: string };
  "engagement_pause.planned": { engagement: string; engagementPause: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "engagement_pause.cancelled": { engagement: string; engagementPause: string };
  "engagement.resumed": { engagement: string };
  "engagement.completed": { engagement: string };
  "engagement.cancelled": { engagement: string };
  "engagement.reopened": { engagement: string };
  "engagement.coach_joined": { engagement: string; engagementCoach: string };
  "engagement.coach_left": { engagement: string; engagementCoach: string };
  "engagement.participant_joined": { engagement: string; engagementParticipant: string };
  "engagement.participant_left": { engagement: string; engagementParticipant: string };
  "engagement.notes_shared_with_coach": { engagement: string; engagementCoach: string };
  "engagement.notes_shared_with_participant": { engagement: string; engagementParticipant: string };
  "program.created": { program: string };
  "program.activated": { program: string };
  "program.archived": { program: string };
  "program.coaches_set": { program: string };
  "cohort.pool_set": { cohort: string };
  "cohort_member.enrolled": { cohort: string; cohortMember: string };
  "cohort_member.awaiting_match": { cohort: string; cohortMember: string };
  "cohort_member.matched": { cohort: string; cohortMember: string };
  "cohort_member.started": { cohort: string; cohortMember: string };
  "cohort_member.completed": { cohort: string; cohortMember: string };
  "cohort_member.released": { cohort: string; cohortMember: string };
  "cohort_member.resumed": { cohort: string; cohortMember: string };
  "cohort_member.discontinued": { cohort: string; cohortMember: string };
  "cohort_member.cancelled": { cohort: string; cohortMember: string };
  "engagement.rematched": { engagement: string; rematch: string };
  /** All sessions ahead of the old coach have been handled. */
  "rematch.sessions_done": { engagement: string; rematch: string };
  "join_request.made": { engagement: string; joinRequest: string };
  "join_request.confirmed": { engagement: string; joinRequest: string };
  "join_request.declined": { engagement: string; joinRequest: string };
  "join_request.withdrawn": { engagement: string; joinRequest: string };
  "extension.proposed": { engagement: string; extension: string };
  "extension.accepted": { engagement: string; extension: string };
  "extension.declined": { engagement: string; extension: string };
  "extension.withdrawn": { engagement: string; extension: string };
  "extension.expired": { engagement: string; extension: string };
  "introduction.asked": { engagement: string; introduction: string };
  "introduction.agreed": { engagement: string; introduction: string };
  "introduction.accepted": { engagement: string; introduction: string };
  "introduction.declined": { engagement: string; introduction: string };
  "introduction.withdrawn": { engagement: string; introduction: string };
  "introduction.expired": { engagement: string; introduction: string };
  "note.created": { engagement: string; note: string };
  "note.updated": { engagement: string; note: string };
  /** Nothing of the note is left, so that it cannot be read any more. */
  "note.removed": { engagement: string; note: string };
  "takeaway.created": { engagement: string; takeaway: string };
  "takeaway.updated": { engagement: string; takeaway: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "takeaway.removed": { engagement: string; takeaway: string };
}
