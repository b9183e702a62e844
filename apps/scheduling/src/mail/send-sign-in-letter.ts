import type { MailboxPurpose } from "@coachwork/platform";
import { jobOfNoFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import type { PlainLetter } from "./plain-letter.js";
import { linkTo, sendPlainLetter } from "./send-plain-letter.js";

/** A letter about signing in, as the gateway wrote it. */
interface SignInLetter {
  readonly id: string;
  readonly kind: "PASSWORD_RESET" | "PASSWORD_CHANGED" | "ADDRESS_CHANGE" | "ADDRESS_CHANGED";
  readonly userId: string | null;
  readonly address: string;
  readonly name: string;
  readonly locale: string;
  readonly newAddress: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly usedAt: Date | null;
}

/** Sends a letter about signing in, unless it is void. */
export const sendSignInLetter = jobOfNoFirm({
  name: "sendSignInLetter",
  lane: "sign-in",
  told: { letter: uuid },

  async run(services, { letter: id }, signal): Promise<void> {
    const [letter] = (await services.database.readEveryFirm("select * from identity.letter where id = $1::uuid", [
      id,
    ])) as unknown as SignInLetter[];
    // If nobody signs in with the address, nothing is sent.
    if (!letter || letter.userId === null || letter.usedAt !== null) return;
    if (letter.expiresAt !== null && letter.expiresAt.getTime() <= services.clock.now()) return;
    await sendPlainLetter(services, plainLetterOf(services, letter), signal);
  },
});

function plainLetterOf(services: JobServices, letter: SignInLetter): PlainLetter {
  const { id, address, name, locale, createdAt } = letter;
  const link = (step: string, purpose: MailboxPurpose) =>
    linkTo(services, step, services.mailboxTokens.tokenOf({ purpose, ids: [id], address }));
  const common = { id, reader: { name, email: address, locale }, firm: null, page: null, writtenAt: createdAt };
  switch (letter.kind) {
    case "PASSWORD_RESET":
      return { ...common, kind: "passwordReset", facts: { link: link("reset", "password-reset") } };
    case "PASSWORD_CHANGED":
      return { ...common, kind: "passwordChanged", facts: {} };
    case "ADDRESS_CHANGE":
      return { ...common, kind: "addressChange", facts: { address, link: link("confirm", "address-change") } };
    case "ADDRESS_CHANGED":
      return { ...common, kind: "addressChanged", facts: { address: letter.newAddress! } };
  }
}
