import { isNotOver, sessionPage } from "./session-page.js";
import type { Step } from "./step.js";

/** Shows a session, and nothing else: who passes this link on lets others look, not act. */
export const seeStep: Step = {
  isOpen: (visit) => isNotOver(visit) && visit.part !== null,
  show: (visit) => Promise.resolve(sessionPage(visit, [])),
};
