import { wordsOf, type WordOf } from "../common/enums.js";
import type { Moves } from "../common/move.js";

export const AgreementStatus = wordsOf("AgreementStatus", "The status of an agreement.", {
  DRAFT: "Prepared. Nobody is asked to sign it yet.",
  OUT_FOR_SIGNATURE: "Its parties are asked to sign it.",
  COMPLETED: "Every party has signed it.",
  DECLINED: "A party declined it.",
  WITHDRAWN: "Those who run the practice withdrew it.",
  SUPERSEDED: "The engagement changed, or another agreement took its place.",
});
export type AgreementStatus = WordOf<typeof AgreementStatus>;

/** Every step of an agreement's life, as what then has happened to it. Its event has the same name: `agreement.sent`. */
export const agreementMoves = {
  sent: { from: ["DRAFT"], to: "OUT_FOR_SIGNATURE" },
  completed: { from: ["OUT_FOR_SIGNATURE"], to: "COMPLETED" },
  declined: { from: ["OUT_FOR_SIGNATURE"], to: "DECLINED" },
  withdrawn: { from: ["DRAFT", "OUT_FOR_SIGNATURE"], to: "WITHDRAWN" },
  superseded: { from: ["DRAFT", "OUT_FOR_SIGNATURE", "COMPLETED"], to: "SUPERSEDED" },
} as const satisfies Moves<AgreementStatus>;

export type AgreementMoveName = keyof typeof agreementMoves;

/** Those that hold or wait for signatures. An engagement has one of them at most. */
export const AGREEMENTS_IN_FORCE = ["OUT_FOR_SIGNATURE", "COMPLETED"] as const satisfies readonly AgreementStatus[];
