import { changed, idOf, mutation, required } from "../common/declare.js";
import { Introduction } from "./introduction.js";
import { introductionDecided } from "./refusals.js";

export const WithdrawIntroduction = mutation("withdrawIntroduction", {
  owner: "gateway",
  description: "Withdraws an introduction that you made, before both have accepted. Nobody is told by e-mail.",
  roles: ["COACH"],
  input: { id: required(idOf(Introduction), "The introduction.") },
  refusals: introductionDecided,
  result: { introduction: changed(Introduction, "The introduction, now withdrawn.") },
});
