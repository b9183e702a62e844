import { wordsOf, type WordOf } from "../../common/enums.js";

export const SessionKind = wordsOf("SessionKind", "What a session is for.", {
  INTAKE: "The first conversation.",
  CHEMISTRY:
    "A fit check between coach and client. It uses no allocation, and coaches and those who run the practice book it.",
  REGULAR: "The regular work.",
  THREE_WAY:
    "A meeting with the sponsors of the organization that pays for the engagement. They are invited, and see its time and place.",
  REVIEW: "A review of progress against what was agreed.",
  SUPERVISION: "The coach reflects on the work with a supervisor.",
});
export type SessionKind = WordOf<typeof SessionKind>;
