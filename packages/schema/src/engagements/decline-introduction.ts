import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Introduction } from "./introduction.js";
import { introductionDecided } from "./refusals.js";

export const DeclineIntroduction = mutation("declineIntroduction", {
  owner: "gateway",
  description:
    "Declines an introduction to or of you, also after you accepted it while the other has not answered. The mentor is told by e-mail.",
  roles: MEMBERS,
  input: { id: required(idOf(Introduction), "The introduction.") },
  refusals: introductionDecided,
  result: { introduction: changed(Introduction, "The introduction, now declined.") },
});
