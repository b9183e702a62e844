import { wordsOf, type WordOf } from "../../common/enums.js";

export const SessionKind = wordsOf("SessionKind", "What a session is for.", {
  INTAKE: "The first conversation.",
  CHEMISTRY: "A fit check; uses no allocation.",
  REGULAR: "The work itself.",
  THREE_WAY: "With the sponsor.",
  REVIEW: "Looks back on what was agreed.",
  SUPERVISION: "The coach reflects on the work with a supervisor.",
});
export type SessionKind = WordOf<typeof SessionKind>;
