import { type MailboxTokens, REPLY_PROOF_BYTES } from "@coachwork/platform";

/** Where calendars send their answers, if the firm's mail is delivered to this product. */
export interface ReplyMailbox {
  /** The part before the plus sign, in lower case. */
  readonly local: string;
  readonly domain: string;
}

/** How answers come in: from the mail provider, to an address for each invitation. */
export interface InboundMail {
  readonly mailbox: ReplyMailbox;
  /** What the provider signs with. Several while one replaces another. */
  readonly secrets: readonly Buffer[];
}

/** What an answer is about: a session or a series that calendars know by this id, and who was invited to it. */
export interface Invited {
  readonly firmId: string;
  readonly subjectId: string;
  readonly person: { readonly id: string; readonly email: string };
}

/** A local part has at most 64 octets (RFC 5321, 4.5.3.1.1), of which the proof and the plus sign take 51. */
export const LONGEST_LOCAL = 13;

/** 32 digits, 0 to 9 and a to v: mail servers on the way may write addresses in lower case. */
const RADIX = 32n;
const DIGITS = 50;
const FIRM_BYTES = 16;

/**
 * The address of an invitation's organizer for one receiver. Only they know it, so an answer that comes there is theirs:
 * what it says about its sender proves nothing. It names the firm, and a proof of whom it was sent to about what.
 */
export function replyAddress({ local, domain }: ReplyMailbox, tokens: MailboxTokens, invited: Invited): string {
  const proof = tokens.replyProofOf(subjectOf(invited)).toString("hex");
  const number = BigInt(`0x${invited.firmId.replaceAll("-", "")}${proof}`);
  return `${local}+${number.toString(Number(RADIX)).padStart(DIGITS, "0")}@${domain}`;
}

/** What an address of this kind says, not verified yet. Undefined if it is none. */
export function readReplyAddress(
  { local, domain }: ReplyMailbox,
  address: string,
): { readonly firmId: string; readonly proof: Buffer } | undefined {
  const [, name, digits, host] = /^([^+@]+)\+([0-9a-v]{50})@([^@]+)$/.exec(address.trim().toLowerCase()) ?? [];
  if (name !== local || host !== domain.toLowerCase() || digits === undefined) return undefined;
  const number = [...digits].reduce((sum, digit) => sum * RADIX + BigInt(parseInt(digit, Number(RADIX))), 0n);
  const hex = number.toString(16).padStart(2 * (FIRM_BYTES + REPLY_PROOF_BYTES), "0");
  if (hex.length > 2 * (FIRM_BYTES + REPLY_PROOF_BYTES)) return undefined;
  const firmId = hex.slice(0, 2 * FIRM_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { firmId, proof: Buffer.from(hex.slice(2 * FIRM_BYTES), "hex") };
}

/** Whether the address was made for this receiver of this invitation. */
export function isProofOf(tokens: MailboxTokens, proof: Buffer, invited: Invited): boolean {
  return tokens.isReplyProofOf(proof, subjectOf(invited));
}

function subjectOf({ firmId, subjectId, person }: Invited) {
  return { purpose: "reply", ids: [firmId, subjectId, person.id], address: person.email } as const;
}
