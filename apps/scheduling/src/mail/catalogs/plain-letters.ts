/** Who joins what: names and titles, as people wrote them. */
interface Joining {
  readonly name: string;
  readonly title: string;
  /** Else as participant. */
  readonly asCoach: boolean;
}

/** The letters that are about no session, and what each tells. All of it is written in one line. */
export interface PlainLetters {
  /** Invites somebody to sign in to a firm. */
  invitation: { readonly firm: string; readonly link: string };
  /** Lets somebody set a new password. */
  passwordReset: { readonly link: string };
  /** Tells that the password is another one now. */
  passwordChanged: object;
  /** Asks a new mailbox whether it is whose it is said to be. */
  addressChange: { readonly address: string; readonly link: string };
  /** Tells the old mailbox which one is signed in with now. */
  addressChanged: { readonly address: string };
  /** Tells those who are in an engagement that somebody else joins it. */
  engagementJoined: Joining & { readonly firm: string; readonly day: string };
  /** Tells those who may decide that somebody asks to join an engagement; without a day, from the day of the consent on. */
  joiningRequested: Joining & { readonly day: string | null };
}

export type PlainLetterKind = keyof PlainLetters;

/** A letter's own words, between the greeting and the signature. */
export interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** The plain letters of one language. */
export type PlainLetterTexts = {
  readonly [Kind in PlainLetterKind]: (facts: PlainLetters[Kind]) => Words;
};
