import { changed, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Survey } from "./survey.js";

export const CloseSurvey = mutation("closeSurvey", {
  owner: "gateway",
  description:
    "Closes a survey for good. Its answers are counted a moment later. For anonymous surveys and 360s, the answers and the invitations are then deleted.",
  roles: MANAGERS,
  input: { id: required(idOf(Survey), "The survey.") },
  refusals: { WRONG_STATUS: "The survey is already closed." },
  result: { survey: changed(Survey, "The closed survey.") },
});
