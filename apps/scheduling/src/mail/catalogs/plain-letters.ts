/** Who joins what: names and titles, as people wrote them. */
interface Joining {
  readonly name: string;
  readonly title: string;
  /** Otherwise as a participant. */
  readonly asCoach: boolean;
}

/** Who proposes or answers an extension of what, with the proposed and the present last day. */
interface Extension {
  readonly name: string;
  readonly title: string;
  readonly day: string;
  readonly before: string;
}

/** Who introduces whom to whom, by name. */
interface Introduction {
  readonly mentor: string;
  readonly mentee: string;
  readonly introduced: string;
}

/** What somebody commits to do in which engagement, by which day. */
interface DueItem {
  readonly item: string;
  readonly title: string;
  readonly day: string;
  readonly firm: string;
}

/** An agreement by its title, the engagement's title, and the firm. */
interface Agreed {
  readonly agreement: string;
  readonly title: string;
  readonly firm: string;
}

/** The letters that are not about a session, and their facts. Every fact is written in one line. */
export interface PlainLetters {
  /** Invites somebody to sign in to a firm. */
  invitation: { readonly firm: string; readonly link: string };
  /** Lets somebody set a new password. */
  passwordReset: { readonly link: string };
  /** Confirms that the password was changed. */
  passwordChanged: object;
  /** Asks a new mailbox to confirm its owner. */
  addressChange: { readonly address: string; readonly link: string };
  /** Tells the old mailbox which address now signs in. */
  addressChanged: { readonly address: string };
  /** Tells an engagement's members that somebody else joins it. */
  engagementJoined: Joining & { readonly firm: string; readonly day: string };
  /**
   * Tells those who may decide that somebody asks to join an engagement. Without a day, it is the day of the consent.
   */
  joiningRequested: Joining & { readonly day: string | null };
  /** Asks the other side of mentoring whether to go on until a later day. */
  extensionProposed: Extension & { readonly message: string | null };
  /** Tells the proposer what the other side answered. */
  extensionAnswered: Extension & { readonly isAccepted: boolean };
  /**
   * Asks the mentee, or else the person whom they are introduced to, whether they want to be introduced, until a day. With a link
   * for somebody who has no account.
   */
  introductionWanted: Introduction & {
    readonly isMentee: boolean;
    readonly message: string;
    readonly day: string;
    readonly link: string | null;
  };
  /** Tells one of the two that both have accepted, and the name and address of the other. */
  introductionMade: {
    readonly mentor: string;
    readonly other: string;
    readonly address: string;
    readonly firm: string;
  };
  /** Tells the mentor that both have accepted, or else that one of them, by name, declined. */
  introductionAnswered: Omit<Introduction, "mentor"> & { readonly declinedBy: string | null };
  /** Tells somebody which coaches they can choose from, by name, until a day. */
  matchOffered: { readonly coaches: string; readonly day: string; readonly firm: string };
  /** Asks a coach whether they want to work with somebody, by name, until a day. */
  matchWanted: { readonly name: string; readonly day: string; readonly firm: string };
  /** Asks a coach whether they want to work with each of those whom a match run gives them, until a day: the first by name, and how many `more`. */
  matchesWanted: {
    readonly names: readonly string[];
    readonly more: number;
    readonly day: string;
    readonly firm: string;
  };
  /** Tells whoever proposed a match that both accepted and it waits for approval, or that one declined, or that it expired. */
  matchAnswered: {
    readonly participant: string;
    readonly coach: string;
    readonly declinedBy: string | null;
    readonly isExpired: boolean;
  };
  /** Tells a coach that they work with somebody, by name, from now on. */
  matchPaired: { readonly name: string; readonly title: string; readonly firm: string };
  /** Tells one of the two that an offer has ended without a pairing. */
  matchEnded: { readonly name: string; readonly firm: string };
  /** Asks a mentor or mentee what they took from mentoring that has ended. The day is the last on which they can write it. */
  takeawaysWanted: { readonly title: string; readonly day: string; readonly firm: string };
  /** Tells a coach or mentor that a participant, by name, asks for feedback. */
  feedbackWanted: { readonly name: string; readonly title: string; readonly firm: string };
  /** Tells a participant that there is feedback to read. */
  feedbackGiven: { readonly title: string; readonly firm: string };
  /**
   * Asks somebody to answer a survey, for the first time or again. The link is for readers without an account. The day is the last on
   * which the survey can be answered. The subject is the person whom a 360 is about.
   */
  surveyWanted: {
    readonly survey: string;
    readonly firm: string;
    readonly subject: string | null;
    readonly link: string | null;
    readonly day: string | null;
    readonly isAnonymous: boolean;
    /** Whether answers keep their names. A survey that is neither anonymous nor named is a 360. */
    readonly isNamed: boolean;
    readonly isReminder: boolean;
  };
  /** Tells a participant of a worksheet to fill in, or to work on once more. */
  worksheetWanted: {
    readonly worksheet: string;
    readonly title: string;
    readonly firm: string;
    readonly isAgain: boolean;
  };
  /** Tells the coach who assigned a worksheet that a participant, by name, has handed it in. */
  worksheetHandedIn: {
    readonly name: string;
    readonly worksheet: string;
    readonly title: string;
    readonly firm: string;
  };
  /** Asks a client whether the log of a coach, by name, may list them. */
  hoursConsentWanted: { readonly coach: string; readonly firm: string };
  /** Asks a party to sign an agreement, perhaps in the place of one from before. */
  agreementWanted: Agreed & { readonly isReplacing: boolean };
  /** Tells the parties that everybody has signed. */
  agreementCompleted: Agreed;
  /** Tells the parties that nobody can sign it any more: it was declined or withdrawn, or else it is superseded. */
  agreementEnded: Agreed & { readonly isDeclined: boolean; readonly isWithdrawn: boolean };
  /** Warns a coach that a credential is about to end. */
  credentialExpiring: { readonly credential: string; readonly day: string; readonly firm: string };
  /** Tells an owner or admin that a partner's system is not told any more what happens: it failed for days, says that it is gone, or else its key has ended. */
  webhookDisabled: {
    readonly address: string;
    readonly day: string;
    readonly firm: string;
    readonly isFailing: boolean;
    readonly isGone: boolean;
  };
  /** Reminds the owner of an action item that is due on the next day. */
  actionItemDue: DueItem;
  /** Tells the owner that an action item was due on the day before. */
  actionItemOverdue: DueItem;
}

export type PlainLetterKind = keyof PlainLetters;

/** A letter's own text, between the greeting and the signature. */
export interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** The plain letters of one language. */
export type PlainLetterTexts = {
  readonly [Kind in PlainLetterKind]: (facts: PlainLetters[Kind]) => Words;
};
