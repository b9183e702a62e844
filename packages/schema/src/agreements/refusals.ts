/** Why a text is none for a template. */
export const templateRefusals = {
  NAME_TAKEN: "The firm already has a template of this name.",
  UNKNOWN_FIELD: "The text names a field that there is not. The message names it, and those that there are.",
} as const;

/** Why no agreement can be made in an engagement. */
export const preparationRefusals = {
  INFORMAL: "Informal mentoring takes no agreement.",
  WRONG_STATUS: "The engagement has ended.",
  NEEDS_TEMPLATE: "The engagement's program named no template, or it is archived. Name one.",
  NEEDS_COACH: "The engagement has no coach or mentor.",
  NEEDS_PARTICIPANT: "The engagement has no participant.",
  MISSING_VALUE: "The template names a field that the engagement has no value for. The message names it.",
  NEEDS_ORGANIZATION: "A three-way agreement needs an organization that pays for the engagement.",
  OTHER_ORGANIZATION: "A participant does not belong to the organization that pays.",
  NEEDS_SPONSOR: "The organization has no sponsor, or several. Name the one who signs.",
  NOT_A_SPONSOR: "The person is no sponsor of the organization that pays, or is in the engagement.",
  ALREADY_PREPARED: "The engagement already has a draft of an agreement.",
} as const;

export const wrongAgreementStatus = {
  WRONG_STATUS: "The status of the agreement, or that of its engagement, does not allow this.",
} as const;

/** Why somebody cannot answer for an agreement. */
export const partyRefusals = {
  ...wrongAgreementStatus,
  NOT_A_PARTY: "You are not asked to sign this agreement.",
  ALREADY_SIGNED: "You have signed this agreement.",
} as const;
