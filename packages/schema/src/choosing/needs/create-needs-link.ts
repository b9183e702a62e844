import { changed, count, idOf, instant, MANAGERS, mutation, required, shownOnce, usual } from "../../common/declare.js";
import { MOST_ANSWERS_AN_HOUR, NeedsLink } from "./needs-link.js";
import { NeedsQuestionnaire } from "./needs-questionnaire.js";

export const CreateNeedsLink = mutation("createNeedsLink", {
  owner: "gateway",
  description: `Creates a link to a page on which people without an account answer a needs questionnaire. It takes ${MOST_ANSWERS_AN_HOUR} answers an hour. Only this response contains its address.`,
  roles: MANAGERS,
  input: {
    questionnaireId: required(idOf(NeedsQuestionnaire), "The questionnaire."),
    expiresAt: required(instant, "When it stops working: within the next year."),
    mostAnswers: usual(count(1, 10_000), 200, "How many answers it takes at most, {range}."),
  },
  result: {
    needsLink: changed(NeedsLink, "The new link, without its address."),
    address: shownOnce(
      "The address of the page. It is shown only once: null when an idempotency key repeats an earlier response.",
    ),
  },
});
