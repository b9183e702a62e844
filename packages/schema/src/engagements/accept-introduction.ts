import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Introduction } from "./introduction.js";
import { introductionDecided } from "./refusals.js";

export const AcceptIntroduction = mutation("acceptIntroduction", {
  owner: "gateway",
  description:
    "Accepts an introduction to or of you. Once both have accepted, each is told the other's name and e-mail address.",
  roles: MEMBERS,
  input: { id: required(idOf(Introduction), "The introduction.") },
  refusals: introductionDecided,
  result: { introduction: changed(Introduction, "The introduction, accepted by you.") },
});
