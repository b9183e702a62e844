/** What inputs are said to be. */
export const wording: Readonly<Record<string, { readonly input?: string; readonly argument?: string }>> = {
  createEngagement: {
    input: "A new engagement, as a draft.",
    argument: "The engagement.",
  },
  activateEngagement: {
    argument: "The engagement.",
  },
  pauseEngagement: {
    argument: "The engagement.",
  },
  completeEngagement: {
    argument: "The engagement.",
  },
  cancelEngagement: {
    argument: "The engagement.",
  },
  createNote: {
    input: "A new note.",
    argument: "The note.",
  },
  requestToJoinEngagement: {
    input: "A request to join an engagement oneself.",
    argument: "The request.",
  },
  confirmJoinRequest: {
    argument: "The request.",
  },
  declineJoinRequest: {
    argument: "The request.",
  },
  withdrawJoinRequest: {
    argument: "The request.",
  },
  shareEarlierNotes: {
    input: "With whom a coach shares an engagement's earlier notes.",
    argument: "With whom.",
  },
  addEngagementCoach: {
    argument: "Who joins what.",
  },
  endEngagementCoach: {
    argument: "Who leaves when.",
  },
  addEngagementParticipant: {
    argument: "Who joins what.",
  },
  endEngagementParticipant: {
    argument: "Who leaves when.",
  },
  deactivatePerson: {
    input: "A person who leaves the firm.",
    argument: "Who leaves.",
  },
  reactivatePerson: {
    input: "A deactivated person who comes back.",
    argument: "Who comes back.",
  },
  createApiKey: {
    input: "A new API key.",
  },
  revokeApiKey: {
    input: "An API key to revoke.",
  },
  adjustAllocation: {
    input: "A change of what the participants of an engagement are entitled to.",
    argument: "The change.",
  },
  setCancellationPolicy: {
    input: "A cancellation policy; it replaces what was set before. What is left out is as usual.",
    argument: "The policy.",
  },
  recordAttendance: {
    input: "Who came to a session that has begun.",
    argument: "Who came.",
  },
  setSessionAgenda: {
    input: "What a session is to be about.",
    argument: "The agenda.",
  },
  createCalendarFeed: {
    input: "A calendar feed of one's own.",
    argument: "The feed.",
  },
  revokeCalendarFeed: {
    input: "A calendar feed to revoke.",
    argument: "The feed.",
  },
  setReminders: {
    input: "When people are reminded of sessions; it replaces what was set before.",
    argument: "When they are.",
  },
  setAvailabilityOverride: {
    input: "The hours of one date, in place of the week's; they replace what was set for it before.",
    argument: "The date and its hours.",
  },
  removeAvailabilityOverride: {
    input: "A date on which the week's hours shall hold again.",
    argument: "The date.",
  },
  addTimeOff: {
    input: "When a coach does not work. Sessions that are booked stay as they are.",
    argument: "The time off.",
  },
  removeTimeOff: {
    input: "Time off that is none any more.",
    argument: "The time off.",
  },
  addTravel: {
    input: "Dates on which a coach keeps the hours in another zone.",
    argument: "The journey.",
  },
  removeTravel: {
    input: "A journey that does not take place.",
    argument: "The journey.",
  },
  takeSeat: {
    input: "A session to take a seat in.",
    argument: "The session.",
  },
  leaveSeat: {
    input: "A seat, or a place in line, to give up.",
    argument: "The seat.",
  },
  acceptSeatOffer: {
    input: "The offer of a seat, to accept.",
    argument: "The seat.",
  },
  declineSeatOffer: {
    input: "The offer of a seat, to decline.",
    argument: "The seat.",
  },
  setSeats: {
    input: "Seats of a session, in place of what was set before.",
    argument: "The session and its seats.",
  },
  holdSlot: {
    input: "A session to keep the time of while somebody decides.",
    argument: "The session.",
  },
  confirmHold: {
    input: "A held session to book.",
    argument: "The session.",
  },
  releaseHold: {
    input: "A held session to let go.",
    argument: "The session.",
  },
  createSessionType: {
    input: "A session as the firm offers it.",
    argument: "The session type.",
  },
  updateSessionType: {
    input:
      "Changes to a session type; what is not given stays as it is, and what is null holds no longer. Sessions that are booked stay as they are.",
    argument: "The changes.",
  },
  archiveSessionType: {
    input: "A session type that is not offered any more. Sessions that are booked stay as they are.",
    argument: "The session type.",
  },
  subscribeBusyCalendar: {
    input: "A calendar at an address, to be read again and again; one of the same name is replaced.",
    argument: "The calendar.",
  },
  refreshBusyCalendar: {
    input: "A calendar to read from its address now.",
    argument: "The calendar.",
  },
  removeBusyCalendar: {
    input: "A calendar to do without, uploaded or by address.",
    argument: "The calendar.",
  },
  bookSeries: {
    input: "A recurring session to book.",
    argument: "The series.",
  },
  cancelSeries: {
    input: "A series to call off, or its later part.",
    argument: "The series.",
  },
  changeSeries: {
    input:
      "A series to go on otherwise from one of its sessions on. What is not given stays as it is. Sessions keep their identity where they have a place in both: they are paired in order within the day, week, month or year by which the rules count, from the first on. Those without a place are called off; those that were moved singly stay where they are.",
    argument: "The series and what is to be otherwise.",
  },
  setAvailability: {
    input: "When a coach works; it replaces what was set before.",
    argument: "When the coach works.",
  },
  importBusyCalendar: {
    input: "A calendar from outside; one of the same name is replaced.",
    argument: "The calendar.",
  },
  bookSession: {
    input: "A session to book.",
    argument: "The session.",
  },
  rescheduleSession: {
    input: "A session to move to another time.",
    argument: "The session and its new time.",
  },
  cancelSession: {
    input: "A session to call off.",
    argument: "The session.",
  },
  invitePerson: {
    input: "Whom to invite.",
  },
  withdrawInvitation: {
    input: "Whose invitation to withdraw.",
    argument: "The person.",
  },
  createOrganization: {
    input: "A new organization.",
    argument: "The organization.",
  },
  createTeam: {
    input: "A new team.",
    argument: "The team.",
  },
  createPerson: {
    input: "A new person.",
    argument: "The person.",
  },
  updatePerson: {
    input: "Changes to a person; what is not given stays as it is.",
    argument: "The changes.",
  },
  updateMe: {
    input: "Changes to yourself; what is not given stays as it is.",
    argument: "The changes.",
  },
  importPeople: {
    input: "People as CSV.",
    argument: "The roster.",
  },
};
