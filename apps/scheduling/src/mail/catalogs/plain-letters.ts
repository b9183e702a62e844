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
