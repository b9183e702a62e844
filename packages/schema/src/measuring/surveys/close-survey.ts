import { changed, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Survey } from "./survey.js";

export const CloseSurvey = mutation("closeSurvey", {
  owner: "gateway",
  description:
    "Closes a survey for good. Its answers are counted a moment later. Of anonymous surveys and 360s they are then deleted, and who was asked with them.",
  roles: MANAGERS,
  input: { id: required(idOf(Survey), "The survey.") },
  refusals: { WRONG_STATUS: "The survey is closed already." },
  result: { survey: changed(Survey, "The closed survey.") },
});
